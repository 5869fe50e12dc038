package io.posthorn.demo;

import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.OAuthClient;

import java.net.URI;
import java.util.Map;

/**
 * The page <i>Email service</i>, as the demo looks at it. Secrets are passed on and never shown.
 *
 * @param fields the page's properties by name
 */
record EmailPage(Map<String, Object> fields) {

    /** The page's OAuth fields. */
    OAuthClient client() {
        return new OAuthClient(
                Cloud.of(URI.create(text("authority", Cloud.GLOBAL.authority().toString()))),
                text("tenant", "common"),
                text("client.id", ""),
                text(".client.secret", ""),
                text(".refresh.token", ""));
    }

    String sender() {
        return text("smtp.user", "");
    }

    String mailbox() {
        return text("receive.user", "");
    }

    String smtpHost() {
        return text("smtp.host", "");
    }

    int smtpPort() {
        return Integer.parseInt(text("smtp.port", "0"));
    }

    String smtpServer() {
        return smtpHost() + ":" + smtpPort();
    }

    String receivingServer() {
        return text("receive.host", "") + ":" + text("receive.port", "");
    }

    private String text(String name, String ifMissing) {
        Object value = fields.get(name);
        return value == null ? ifMissing : value.toString().strip();
    }

    @Override
    public String toString() {
        return "EmailPage[smtp=" + smtpServer() + ", receive=" + receivingServer() + "]";
    }
}

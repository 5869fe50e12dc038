package io.posthorn.email.internal.mail.wire;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Login;
import io.posthorn.email.Protocol;

/** Names the fields of the Email service page, and of an operation's Connection Settings, in advice. */
public record Fields(ConnectionSettings settings) {

    public String fill(String advice) {
        boolean smtp = settings.protocol() == Protocol.SMTP;
        return advice.replace("{host}", "the field " + (smtp ? "SMTP Host" : "POP3/IMAP Host"))
                .replace("{port}", "the field " + (smtp ? "SMTP Port Number" : "POP3/IMAP Port Number"))
                .replace("{user}", "the field " + (smtp ? "SMTP User" : "POP3/IMAP Username"))
                .replace("{password}", "the field " + (smtp ? "SMTP Password" : "POP3/IMAP Password"))
                .replace("{security}", "the field " + (smtp ? "SMTP Transport Security" : "Receive Transport Security"))
                .replace("{mailbox}", user());
    }

    public String user() {
        if (settings.login() instanceof Login.OAuth oauth) {
            return oauth.mailbox();
        }
        return settings.login() instanceof Login.Password password ? password.user() : "nobody";
    }
}

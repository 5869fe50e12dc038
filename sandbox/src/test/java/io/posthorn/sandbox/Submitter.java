package io.posthorn.sandbox;

import java.time.Duration;

/** A connection to SMTP that is logged in and submits small messages, word by word. */
final class Submitter implements AutoCloseable {
    private final User login;
    private final RawClient client;

    Submitter(Sandbox sandbox, User login) throws Exception {
        this.login = login;
        client = RawClient.smtp(sandbox);
        String token = sandbox.newAccessToken(login, Duration.ofHours(1));
        client.ask("AUTH XOAUTH2 " + RawClient.xoauth2(login.address(), token));
    }

    RawClient client() {
        return client;
    }

    /** The reply to the end of the message. */
    String submit(String subject, String... recipients) throws Exception {
        return submitAs(login.address(), subject, recipients);
    }

    String submitAs(String from, String subject, String... recipients) throws Exception {
        client.ask("MAIL FROM:<" + from + ">");
        for (String recipient : recipients) {
            client.ask("RCPT TO:<" + recipient + ">");
        }
        client.ask("DATA");
        return client.ask("From: " + from + "\r\nSubject: " + subject + "\r\nMessage-ID: <" + subject
                + "@test>\r\n\r\nHello\r\n.");
    }

    void quit() throws Exception {
        client.ask("QUIT");
    }

    @Override
    public void close() throws java.io.IOException {
        client.close();
    }
}

package io.posthorn.sandbox;

import java.time.Duration;

/** Connections to IMAP for tests. */
final class Imap {
    private Imap() {}

    /** A connection that has been greeted. */
    static RawClient greeted(Sandbox sandbox) throws Exception {
        RawClient client = RawClient.tls(sandbox, sandbox.imapPort());
        client.read();
        return client;
    }

    /** Logged in with the user's own token to this mailbox. */
    static RawClient loggedIn(Sandbox sandbox, User login, User mailbox) throws Exception {
        RawClient client = greeted(sandbox);
        String token = sandbox.newAccessToken(login, Duration.ofHours(1));
        client.ask("A0 AUTHENTICATE XOAUTH2 " + RawClient.xoauth2(mailbox.address(), token));
        return client;
    }

    /** In the INBOX. */
    static RawClient selected(Sandbox sandbox, User user) throws Exception {
        RawClient client = loggedIn(sandbox, user, user);
        client.imap("A1 SELECT INBOX");
        return client;
    }
}

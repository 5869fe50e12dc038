package io.posthorn.sandbox.internal.mail;

/** A mail protocol and the permissions that open it: a user's, and the app's own. */
enum Protocol {
    SMTP("SMTP.Send", "SMTP.SendAsApp"),
    IMAP("IMAP.AccessAsUser.All", "IMAP.AccessAsApp"),
    POP3("POP.AccessAsUser.All", "POP.AccessAsApp");

    private final String scope;
    private final String appRole;

    Protocol(String scope, String appRole) {
        this.scope = scope;
        this.appRole = appRole;
    }

    String scope() {
        return scope;
    }

    String appRole() {
        return appRole;
    }
}

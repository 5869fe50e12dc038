package io.posthorn.sandbox.internal.mail;

/** A mail protocol and the permission that opens it. */
enum Protocol {
    SMTP("SMTP.Send"),
    IMAP("IMAP.AccessAsUser.All"),
    POP3("POP.AccessAsUser.All");

    private final String scope;

    Protocol(String scope) {
        this.scope = scope;
    }

    String scope() {
        return scope;
    }
}

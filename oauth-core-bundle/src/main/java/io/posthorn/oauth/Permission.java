package io.posthorn.oauth;

/** What a token allows, in the words of Microsoft's delegated permissions for Exchange Online. */
public enum Permission {
    /** Send mail by SMTP AUTH. */
    SMTP_SEND("SMTP.Send"),
    /** Read and change a mailbox by IMAP. */
    IMAP_ACCESS("IMAP.AccessAsUser.All"),
    /** Read and delete a mailbox by POP3. */
    POP_ACCESS("POP.AccessAsUser.All");

    private final String value;

    Permission(String value) {
        this.value = value;
    }

    /**
     * The permission as the Entra admin center and the scope of a token request spell it.
     *
     * @return for example {@code SMTP.Send}
     */
    public String value() {
        return value;
    }
}

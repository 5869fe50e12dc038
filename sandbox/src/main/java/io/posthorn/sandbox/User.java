package io.posthorn.sandbox;

/**
 * A user of the sandbox with a mailbox.
 *
 * @param address the sign-in name and mail address, such as {@code alice@contoso.test}
 * @param password the password for the sign-in page and, where passwords are switched on, for the mail servers
 * @param objectId the user's GUID in the directory: the {@code oid} claim of its tokens
 */
public record User(String address, String password, String objectId) {
    @Override
    public String toString() {
        return "User[address=" + address + ", password=***, objectId=" + objectId + "]";
    }
}

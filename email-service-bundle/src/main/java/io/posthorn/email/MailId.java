package io.posthorn.email;

import java.util.Objects;

/**
 * Names a mail in its folder.
 *
 * @param validity the folder's UIDVALIDITY (RFC 9051, section 2.3.1.1): with another one, the same UID names another mail.
 *     0 with POP3
 * @param uid its UID; with POP3 its unique-id (RFC 1939, section 7), up to 70 characters
 * @param size in octets, as the server tells it, which may be wrong
 */
public record MailId(long validity, String uid, long size) {

    public MailId {
        Objects.requireNonNull(uid, "uid");
    }
}

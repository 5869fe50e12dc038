package io.posthorn.endpoint.internal.guard;

import java.net.IDN;
import java.util.Locale;

/** Domains and addresses in the one form in which they can be compared. */
final class Domains {

    private Domains() {}

    /** In lower case, without the last dot, and as DNS has it (RFC 5890), if it can be written so. */
    static String ascii(String domain) {
        String plain = domain.strip();
        plain = plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
        try {
            return IDN.toASCII(plain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (RuntimeException e) {
            return plain.toLowerCase(Locale.ROOT);
        }
    }

    /** What comes after the last at sign, or all of it; as {@link #ascii} has it. */
    static String of(String address) {
        return ascii(address.substring(address.lastIndexOf('@') + 1));
    }

    /** A whole address; few servers tell upper from lower case before the at sign. */
    static String address(String address) {
        int at = address.lastIndexOf('@');
        return at < 0
                ? address.strip().toLowerCase(Locale.ROOT)
                : address.substring(0, at).strip().toLowerCase(Locale.ROOT) + "@" + of(address);
    }

    /**
     * Whether one who may write for a domain may write for another (RFC 7489, section 3.1): the same, or a domain below it. Not
     * the one above, since without the list of public suffixes nobody knows whether that is somebody else's.
     */
    static boolean isAligned(String proved, String from) {
        String owner = of(proved);
        String author = ascii(from);
        return owner.indexOf('.') > 0 && (author.equals(owner) || author.endsWith("." + owner));
    }
}

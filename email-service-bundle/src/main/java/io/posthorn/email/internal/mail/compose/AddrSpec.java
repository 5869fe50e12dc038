package io.posthorn.email.internal.mail.compose;

import io.posthorn.email.Address;
import io.posthorn.email.EmailException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An address as servers take it (RFC 5322, section 3.4.1). Its domain is in ASCII (RFC 5890) unless the local part needs
 * SMTPUTF8 anyway (RFC 6531).
 */
public record AddrSpec(String local, String domain) {

    private static final int LONGEST = 320; // octets: 64 of local part, @, 255 of domain (RFC 5321, section 4.5.3.1)

    /** Java follows IDNA 2003, which makes other names of these: ss of the first, for example. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[\u00df\u1e9e\u03c2\u200c\u200d]");

    /**
     * What is an address by every rule, so that nothing else needs to look: a dot-atom (RFC 5322, section 3.2.3) and a host name (RFC
     * 1123, section 2.1) without an internationalized label, each no longer than it may be.
     */
    private static final Pattern USUAL =
            Pattern.compile("(?!.{321})[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++)*+"
                    + "@(?:(?![Xx][Nn]--)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.(?!$)|$))++");

    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7f]");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Z}\\p{C}&&[^\u200c\u200d]]");

    public static AddrSpec of(Address address) {
        String text = address.address();
        int at = text.lastIndexOf('@');
        if (USUAL.matcher(text).matches()) {
            return new AddrSpec(text.substring(0, at), text.substring(at + 1));
        }
        String local = Normalizer.normalize(text.substring(0, at), Normalizer.Form.NFC);
        String domain = asciiDomain(text, text.substring(at + 1));
        checkLocal(text, local, domain);
        AddrSpec spec = new AddrSpec(local, isAscii(local) ? domain : IDN.toUnicode(domain));
        if (spec.text().getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw invalid(text, "it is longer than " + LONGEST + " octets");
        }
        return spec;
    }

    /** Whether every server can take it. */
    public boolean isAscii() {
        return isAscii(local);
    }

    public String text() {
        return local + "@" + domain;
    }

    /** The same for all ways to write it; who tells upper from lower case before the @ is right to. */
    public String key() {
        return local + "@" + domain.toLowerCase(Locale.ROOT);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static String asciiDomain(String address, String domain) {
        if (AMBIGUOUS.matcher(domain).find()) {
            throw invalid(
                    address, "old and new software disagree about a letter of its domain; write the domain as xn--...");
        }
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException e) {
            throw invalid(address, "its domain is not a domain name");
        }
    }

    /** Strictly, and with nothing around it that a reader may take for something else: comments, routes, groups. */
    private static void checkLocal(String address, String local, String domain) {
        String ascii = NOT_ASCII.matcher(local).replaceAll("x") + "@" + domain;
        try {
            InternetAddress parsed = new InternetAddress(ascii, true);
            parsed.validate();
            if (!ascii.equals(parsed.getAddress())
                    || parsed.isGroup()
                    || INVISIBLE.matcher(local).find()) {
                throw invalid(address, "there is more in it than one plain address");
            }
        } catch (AddressException e) {
            throw invalid(address, String.valueOf(e.getMessage()));
        }
    }

    private static EmailException invalid(String address, String why) {
        return ComposedMail.invalid(
                "'" + address + "' is not a mail address: " + why + ". Give one like anna@contoso.com.");
    }
}

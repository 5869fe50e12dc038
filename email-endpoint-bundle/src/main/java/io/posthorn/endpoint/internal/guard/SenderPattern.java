package io.posthorn.endpoint.internal.guard;

import java.net.IDN;
import java.util.Locale;

/** Which senders are meant: {@code *} stands for any characters. With an at sign it is about whole addresses. */
final class SenderPattern {

    private final String pattern;
    private final boolean whole;

    private SenderPattern(String pattern, boolean whole) {
        this.pattern = pattern;
        this.whole = whole;
    }

    /** @throws IllegalArgumentException with a sentence */
    static SenderPattern of(String pattern) {
        String plain = pattern.strip().toLowerCase(Locale.ROOT);
        boolean whole = plain.indexOf('@') > 0;
        String domain = plain.substring(plain.lastIndexOf('@') + 1);
        if (domain.isEmpty() || plain.matches("(?s).*[\\s,;<>\\p{Cc}].*") || plain.length() > 320) {
            throw new IllegalArgumentException("'" + pattern.replaceAll("\\p{Cc}", "?")
                    + "' is no domain pattern. Give one like contoso.com, *.contoso.com or anna@contoso.com.");
        }
        return new SenderPattern(
                (whole ? plain.substring(0, plain.lastIndexOf('@') + 1) : "") + unicode(domain), whole);
    }

    boolean matches(String address) {
        int at = address.lastIndexOf('@');
        String domain = unicode(Domains.of(address));
        String subject = whole ? address.substring(0, at + 1).toLowerCase(Locale.ROOT) + domain : domain;
        return matches(subject, pattern);
    }

    /** Only the last star ever takes one more, so the time it takes is bounded. */
    private static boolean matches(String text, String pattern) {
        int at = 0;
        int step = 0;
        int star = -1;
        int resume = 0;
        while (at < text.length()) {
            if (step < pattern.length() && pattern.charAt(step) == '*') {
                star = step++;
                resume = at;
            } else if (step < pattern.length() && pattern.charAt(step) == text.charAt(at)) {
                step++;
                at++;
            } else if (star >= 0) {
                step = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        return pattern.substring(step).chars().allMatch(c -> c == '*');
    }

    /** A pattern may have a part of a label, which has no form of its own in DNS. */
    private static String unicode(String domain) {
        return IDN.toUnicode(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    }
}

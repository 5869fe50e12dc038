package io.posthorn.sandbox.internal.mail;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The client's one message of XOAUTH2 (Microsoft: <a
 * href="https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth">
 * authenticate an IMAP, POP or SMTP connection using OAuth</a>).
 */
record Xoauth2(String user, String token) {
    /** {@code {"status":"401","schemes":"bearer","scope":"mail"}}: how Dovecot and Google refuse a token. */
    static final String REFUSAL = "eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIiwic2NvcGUiOiJtYWlsIn0=";

    private static final Pattern FORM = Pattern.compile("user=([^\1]*)\1auth=Bearer ([^\1]*)\1\1");

    static Optional<Xoauth2> parse(String base64) {
        Matcher matcher = FORM.matcher(decode(base64));
        return matcher.matches() ? Optional.of(new Xoauth2(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** Base64 as text; empty if it is not base64. */
    static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64.trim()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    @Override
    public String toString() {
        return "Xoauth2[user=" + user + ", token=***]";
    }
}

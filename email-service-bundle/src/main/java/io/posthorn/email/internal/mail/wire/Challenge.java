package io.posthorn.email.internal.mail.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Gmail, Dovecot and Postfix answer to a refused token before they refuse it: JSON in base64, behind 334. */
public final class Challenge {

    private static final Pattern BASE64_JSON = Pattern.compile("^334 ([A-Za-z0-9+/]+={0,2})$");

    private Challenge() {}

    /** The reply with its challenge decoded; other replies stay as they are. */
    public static String readable(String reply) {
        Matcher challenge = BASE64_JSON.matcher(reply);
        if (!challenge.matches()) {
            return reply;
        }
        try {
            byte[] json = Base64.getDecoder().decode(challenge.group(1));
            return "334 "
                    + new String(json, StandardCharsets.UTF_8)
                            .replaceAll("\\p{Cntrl}", " ")
                            .strip();
        } catch (IllegalArgumentException e) {
            return reply;
        }
    }
}

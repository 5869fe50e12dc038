package io.posthorn.oauth.internal;

import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the authority lets a browser bring back (RFC 6749, sections 4.1.2 and 4.1.2.1). */
final class RedirectAnswer {

    private static final Pattern NUMBER = Pattern.compile("\\bAADSTS(\\d+)");
    private static final Pattern FIELD = Pattern.compile("(^|[?&])(code|error|state)=");

    private final Map<String, String> fields;
    private final boolean isBare;

    private RedirectAnswer(Map<String, String> fields, boolean isBare) {
        this.fields = fields;
        this.isBare = isBare;
    }

    static RedirectAnswer ofQuery(String query) {
        Map<String, String> fields = new HashMap<>();
        for (String field : query.split("&")) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(field.substring(0, equals), decoded(field.substring(equals + 1)));
            }
        }
        return new RedirectAnswer(fields, false);
    }

    /**
     * An address as pasted, or the bare code.
     *
     * @throws TokenException if it is neither
     */
    static RedirectAnswer ofPasted(String pasted) {
        String text = pasted.strip().replaceAll("^[\"'<]|[\"'>]$", "");
        if (FIELD.matcher(text).find()) {
            RedirectAnswer answer =
                    ofQuery(text.substring(text.indexOf('?') + 1).replaceFirst("#.*", ""));
            // "CODE&session_state=…" has no field code: that is how a code looks which was cut out with too much.
            return answer.isEmpty() ? bare(text) : answer;
        }
        return bare(text);
    }

    private static RedirectAnswer bare(String text) {
        if (text.isEmpty() || text.contains("://") || text.contains(" ") || text.startsWith("localhost")) {
            throw new TokenException(
                    Kind.SIGN_IN_NEEDED,
                    "",
                    "What was pasted is not what a sign-in ends with. Copy the whole address from the browser's address"
                            + " line after the consent: it has 'code=' in it. Put it between single quotes.",
                    null);
        }
        RedirectAnswer answer = ofQuery("code=" + text);
        return new RedirectAnswer(answer.fields, true);
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value; // a stray percent sign: the authority will say that it does not know this code
        }
    }

    private boolean isEmpty() {
        return !fields.containsKey("code") && !fields.containsKey("error");
    }

    /** Whether it is the answer to a sign-in; a bare code may be one to any. */
    boolean isFor(PendingSignIn pending) {
        String state = fields.get("state");
        return state == null ? isBare : state.equals(pending.state());
    }

    Optional<String> code() {
        return Optional.ofNullable(fields.get("code")).filter(code -> !code.isEmpty());
    }

    /** What the authority said in place of a code. */
    AuthorityError error() {
        String description = fields.getOrDefault("error_description", "");
        Matcher number = NUMBER.matcher(description);
        return new AuthorityError(
                0,
                fields.getOrDefault("error", "no code came"),
                number.find() ? List.of(number.group(1)) : List.of(),
                description,
                "",
                Optional.empty());
    }

    @Override
    public String toString() {
        return "RedirectAnswer[]";
    }
}

package io.posthorn.email.internal.mail.wire;

import io.posthorn.advice.Advice;
import io.posthorn.advice.AdviceTable;
import io.posthorn.email.EmailException.Kind;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a mail server's refusal means. The meanings are data, in the table of {@link AdviceTable}; the first row that fits
 * holds.
 *
 * @param phase when it was said
 * @param pattern found in the reply
 * @param row what it means, with the fields' names as {@code {host}}, {@code {user}} and so on
 */
public record MailReply(Phase phase, Pattern pattern, Advice row) {

    private static final List<MailReply> ROWS =
            AdviceTable.rows(Arrays.stream(Phase.values()).map(Enum::name).toArray(String[]::new)).stream()
                    .map(row -> new MailReply(
                            Phase.valueOf(row.source()), Pattern.compile(row.key(), Pattern.CASE_INSENSITIVE), row))
                    .toList();

    /** When a server said it. */
    public enum Phase {
        TOKEN_LOGIN,
        PASSWORD_LOGIN,
        RECIPIENT,
        MAIL,
        ANY;

        boolean fits(Phase when) {
            return this == ANY || this == when;
        }
    }

    public static MailReply of(Phase when, String reply) {
        return ROWS.stream()
                .filter(row ->
                        row.phase.fits(when) && row.pattern.matcher(reply).find())
                .findFirst()
                .orElseThrow(); // the last rows fit everything
    }

    /** What must happen. */
    public Kind kind() {
        return Kind.valueOf(row.kind());
    }

    /** Whether a new access token may be accepted. */
    public boolean freshToken() {
        return row.freshToken();
    }

    /** How long to wait; null where a wait alone does not help. */
    @Nullable
    public Duration pause() {
        return row.pause().orElse(null);
    }

    /** What the administrator is told. */
    public String advice() {
        return row.text();
    }
}

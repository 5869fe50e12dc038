package io.posthorn.email.internal.mail;

import io.posthorn.email.EmailException.Kind;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a mail server's refusal means. The meanings are data, in {@code mail-replies.tsv}; the first row that fits holds.
 *
 * @param phase when it was said
 * @param pattern found in the reply
 * @param kind what must happen
 * @param freshToken whether a new access token may be accepted
 * @param advice to the administrator, with the fields' names as {@code {host}}, {@code {user}} and so on
 */
record MailReply(Phase phase, Pattern pattern, Kind kind, boolean freshToken, String advice) {

    private static final List<MailReply> ROWS = read();

    /** When a server said it. */
    enum Phase {
        TOKEN_LOGIN,
        PASSWORD_LOGIN,
        RECIPIENT,
        MAIL,
        ANY;

        boolean fits(Phase when) {
            return this == ANY || this == when;
        }
    }

    static MailReply of(Phase when, String reply) {
        return ROWS.stream()
                .filter(row ->
                        row.phase.fits(when) && row.pattern.matcher(reply).find())
                .findFirst()
                .orElseThrow(); // the last rows fit everything
    }

    private static List<MailReply> read() {
        try (InputStream in = Objects.requireNonNull(MailReply.class.getResourceAsStream("mail-replies.tsv"))) {
            return Arrays.stream(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"))
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(MailReply::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MailReply parse(String line) {
        String[] cells = line.split("\t", 5);
        return new MailReply(
                Phase.valueOf(cells[0]),
                Pattern.compile(cells[1], Pattern.CASE_INSENSITIVE),
                Kind.valueOf(cells[2]),
                cells[3].equals("fresh"),
                cells[4]);
    }
}

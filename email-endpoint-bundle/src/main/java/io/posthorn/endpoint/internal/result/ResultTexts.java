package io.posthorn.endpoint.internal.result;

import io.posthorn.email.Address;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an endpoint's page says of its answers.
 *
 * @param successRecipients addresses, or {@link #SENDER}; empty to tell nobody
 * @param failureRecipients the same, for failures
 * @param sendFrom From of the answers; empty for the mailbox
 * @param bodyAsAttachment whether the original text is attached, and not quoted
 * @param originalSubject whether answers have the original's subject
 * @param successSubject subject of a success
 * @param successBody first paragraph of a success
 * @param errorPrefix in front of the subject of a failure
 * @param errorSubject subject of a failure
 * @param errorBody first paragraph of a failure
 * @param summaryInfo heading over the quoted text
 * @param charset of the answers; an answer that it cannot carry is in UTF-8
 */
public record ResultTexts(
        List<String> successRecipients,
        List<String> failureRecipients,
        Optional<Address> sendFrom,
        boolean bodyAsAttachment,
        boolean originalSubject,
        String successSubject,
        String successBody,
        String errorPrefix,
        String errorSubject,
        String errorBody,
        String summaryInfo,
        Charset charset) {

    /** Stands for the original's sender. */
    public static final String SENDER = "sender";

    private static final int MOST = 100;

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException with a sentence, for more than 100 recipients, one that is no address, or a charset in
     *     which no mail can be written
     */
    public ResultTexts {
        successRecipients = checked(successRecipients, "success");
        failureRecipients = checked(failureRecipients, "failure");
        Objects.requireNonNull(sendFrom, "sendFrom");
        String sample = "a\r\n=?";
        if (!charset.canEncode() || !new String(sample.getBytes(charset), StandardCharsets.ISO_8859_1).equals(sample)) {
            throw new IllegalArgumentException("A mail cannot be written in the charset " + charset.name()
                    + ". Use UTF-8, or one that holds ASCII, like ISO-2022-JP.");
        }
    }

    private static List<String> checked(List<String> recipients, String what) {
        List<String> given = recipients.stream()
                .map(String::strip)
                .filter(recipient -> !recipient.isEmpty())
                .toList();
        if (given.size() > MOST) {
            throw new IllegalArgumentException("There are " + given.size() + " recipients of a " + what
                    + ", and at most " + MOST + " may be. Use the address of a group.");
        }
        given.stream().filter(recipient -> !isSender(recipient)).forEach(recipient -> check(recipient, what));
        return given;
    }

    private static void check(String recipient, String what) {
        try {
            Address.of(recipient);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "A recipient of a " + what + " is wrong. " + e.getMessage() + " Or write " + SENDER
                            + " for the one who has sent the mail.",
                    e);
        }
    }

    static boolean isSender(String recipient) {
        return recipient.equalsIgnoreCase(SENDER);
    }
}

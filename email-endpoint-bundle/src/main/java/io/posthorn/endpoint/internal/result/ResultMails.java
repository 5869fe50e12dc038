package io.posthorn.endpoint.internal.result;

import io.posthorn.email.Address;
import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.ReceivedEmail;
import io.posthorn.endpoint.internal.guard.Guard;
import io.posthorn.endpoint.internal.mapping.Results;
import io.posthorn.endpoint.internal.mapping.SafeName;
import io.posthorn.endpoint.internal.mapping.UniqueNames;

import java.net.URLEncoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The mails that tell what came of a mail. They go to the address in From, never to Reply-To, which nobody vouches for; they are
 * marked as automatic (RFC 3834), and none answers a program.
 */
public final class ResultMails {

    private static final int NAME = 200; // characters of the endpoint's name in the header

    private final ResultTexts texts;
    private final String mark;
    private final Address from;

    /**
     * Mails of an endpoint.
     *
     * @param texts of its page
     * @param endpoint its name
     * @param mailbox From of the mails, if the page names none
     */
    public ResultMails(ResultTexts texts, String endpoint, Address mailbox) {
        this.texts = texts;
        this.mark = mark(endpoint);
        this.from = texts.sendFrom().orElse(mailbox);
    }

    /** A header's value that is the same after any journey. */
    private static String mark(String endpoint) {
        boolean plain = endpoint.chars().allMatch(c -> c > ' ' && c < 127) && endpoint.length() <= NAME;
        String mark = plain
                ? endpoint
                : URLEncoder.encode(endpoint, StandardCharsets.UTF_8).replace("+", "%20");
        return Plain.start(mark.isEmpty() ? "-" : mark, NAME);
    }

    /**
     * Tells of a success.
     *
     * @param original the mail
     * @param results of its invocations, which one mail tells of
     * @return empty if there is nobody to tell
     */
    public Optional<Email> success(ReceivedEmail original, List<Results> results) {
        Original mail = new Original(original);
        String title = Plain.line(texts.successSubject());
        String subject = texts.originalSubject() || title.isEmpty() ? mail.replySubject() : title;
        Stream<String> words =
                Stream.concat(Stream.of(texts.successBody()), results.stream().map(Results::text));
        return mail(mail, texts.successRecipients(), subject, words, documents(results));
    }

    /**
     * Tells of a failure.
     *
     * @param original the mail
     * @param cause a sentence for the recipients
     * @return empty if there is nobody to tell
     */
    public Optional<Email> failure(ReceivedEmail original, String cause) {
        Original mail = new Original(original);
        String title =
                joined(" ", Stream.of(texts.errorPrefix(), texts.errorSubject()).map(Plain::line));
        String subject =
                texts.originalSubject() || title.isEmpty() ? joined(" ", Stream.of(title, mail.subject())) : title;
        return mail(mail, texts.failureRecipients(), subject, Stream.of(texts.errorBody(), cause), List.of());
    }

    private Optional<Email> mail(
            Original original,
            List<String> recipients,
            String subject,
            Stream<String> words,
            List<Document> documents) {
        Address[] to = addresses(recipients, original.email());
        if (to.length == 0 || original.email().isAutomatic()) {
            return Optional.empty();
        }
        Email.Builder mail = Email.builder()
                .from(from)
                .to(to)
                .subject(subject)
                .text(body(original, words))
                .attachment(documents.toArray(Document[]::new))
                .header("Auto-Submitted", "auto-replied") // RFC 3834
                .header("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply") // the same, to Exchange, but for NDR
                .header(Guard.HEADER, mark);
        if (!original.id().isEmpty()) {
            mail.header("In-Reply-To", original.id()).header("References", original.references());
        }
        if (texts.bodyAsAttachment() && !original.text().isBlank()) {
            mail.attachment(attached(original));
        }
        return Optional.of(fit(mail.build()));
    }

    private String body(Original original, Stream<String> words) {
        String body = joined("\n\n", words.map(Plain::text).map(String::strip));
        if (texts.bodyAsAttachment() || original.text().isBlank()) {
            return body + "\n";
        }
        return joined("\n\n", Stream.of(body, Plain.text(texts.summaryInfo()), original.quoted()));
    }

    private static String joined(String between, Stream<String> parts) {
        return parts.filter(part -> !part.isBlank()).collect(Collectors.joining(between));
    }

    private static Document attached(Original original) {
        return Document.of(
                "original.txt", "text/plain; charset=UTF-8", original.text().getBytes(StandardCharsets.UTF_8));
    }

    /** Each name once, though several invocations may have given it. */
    private List<Document> documents(List<Results> results) {
        UniqueNames names = new UniqueNames();
        if (texts.bodyAsAttachment()) {
            names.take("original.txt");
        }
        List<Document> documents = new ArrayList<>();
        results.forEach(result -> result.documents()
                .forEach(document -> documents.add(document.named(names.take(SafeName.of(document.name()))))));
        return documents;
    }

    private static Address[] addresses(List<String> recipients, ReceivedEmail original) {
        Map<String, Address> once = new LinkedHashMap<>();
        for (String recipient : recipients) {
            Optional<Address> address = ResultTexts.isSender(recipient)
                    ? original.from().map(from -> Address.of(from.address())) // a name may say anything
                    : Optional.of(Address.of(recipient));
            address.ifPresent(found -> once.putIfAbsent(found.address().toLowerCase(Locale.ROOT), found));
        }
        return once.values().toArray(Address[]::new);
    }

    /** In UTF-8, if the page's charset lacks a character. */
    private Email fit(Email mail) {
        CharsetEncoder encoder = texts.charset().newEncoder();
        boolean fits = Stream.of(mail.subject(), mail.text(), from.name()).allMatch(encoder::canEncode);
        return fits ? mail.toBuilder().charset(texts.charset()).build() : mail;
    }
}

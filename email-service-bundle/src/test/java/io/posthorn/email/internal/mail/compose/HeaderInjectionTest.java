package io.posthorn.email.internal.mail.compose;

import io.posthorn.email.Address;
import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import static io.posthorn.email.internal.mail.compose.Written.mail;
import static org.assertj.core.api.Assertions.assertThat;

/** Nothing that is given to a mail becomes a header of its own, and no header is there twice. */
class HeaderInjectionTest {

    private static final List<String> BREAKS =
            List.of("\r\n", "\n", "\r", "\u0000", "\u0085", "\u2028", "\u2029", "\u000b", "\f", "\r\n ", "\r\n\r\n");

    private static final Map<String, Function<String, Email.Builder>> PLACES = Map.ofEntries(
            Map.entry("from", evil -> mail().from(evil + "@contoso.com")),
            Map.entry("the domain of from", evil -> mail().from("a@" + evil)),
            Map.entry("the name of from", evil -> mail().from(new Address(evil, "a@contoso.com"))),
            Map.entry("to", evil -> mail().to("\u00fc" + evil + "@contoso.com")),
            Map.entry("the name of to", evil -> mail().to(new Address(evil, "a@contoso.com"))),
            Map.entry("cc", evil -> mail().cc(Address.of(evil + "@contoso.com"))),
            Map.entry("bcc", evil -> mail().bcc(Address.of("\"" + evil + "\"@contoso.com"))),
            Map.entry("the name of reply-to", evil -> mail().replyTo(new Address(evil, "a@contoso.com"))),
            Map.entry(
                    "a name beside UTF-8", evil -> mail().to("\u00fc@b.example").cc(new Address(evil, "a@b.example"))),
            Map.entry("subject", evil -> mail().subject(evil)),
            Map.entry(
                    "subject beside UTF-8",
                    evil -> mail().to("\u00fc@b.example").subject(evil)),
            Map.entry("the name of a header", evil -> mail().header("X-A" + evil, "b")),
            Map.entry("the value of a header", evil -> mail().header("X-A", evil)),
            Map.entry("content id", evil -> mail().html("<p>").inline(evil, document("a", ""))),
            Map.entry("content type", evil -> mail().attachment(document("a", "text/plain" + evil))),
            Map.entry("a parameter", evil -> mail().attachment(document("a", "text/plain; x=\"" + evil + "\""))),
            Map.entry(
                    "an escaped parameter",
                    evil -> mail().attachment(document("a", "text/plain; x*=UTF-8''a%0D%0AX-Evil:%20yes"))),
            Map.entry("file name", evil -> mail().attachment(document(evil, ""))),
            Map.entry("inline file name", evil -> mail().html("<p>").inline("a", document(evil, ""))),
            Map.entry("message id", evil -> mail().messageId("<a" + evil + "@b>")));

    private static Document document(String name, String type) {
        return Document.of(name, type, new byte[] {1});
    }

    static Stream<Arguments> cases() {
        return PLACES.keySet().stream()
                .sorted()
                .flatMap(place -> BREAKS.stream().map(end -> Arguments.of(place, end)));
    }

    @ParameterizedTest(name = "{0}, {index}")
    @MethodSource("cases")
    void lineBreaks_makeNoHeader(String place, String lineBreak) throws Exception {
        String evil = "a" + lineBreak + "X-Evil: yes" + lineBreak + "Subject: other";
        Written written;
        try {
            written = Written.of(PLACES.get(place).apply(evil));
        } catch (IllegalArgumentException | EmailException e) {
            assertThat(e).message().isNotBlank();
            assertThat(String.valueOf(e.getMessage())).doesNotContain("\r", "\n", "\u0000");
            return;
        }
        String text = written.text();
        assertThat(text.split("[\r\n\u000b\f\u0085\u2028\u2029]+")).noneMatch(line -> line.startsWith("X-Evil"));
        assertThat(text).doesNotContain("\u0000", "\u0085", "\u2028", "\u2029");
        assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
        for (String name : List.of("From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type")) {
            assertThat(written.fields())
                    .filteredOn(field -> field.startsWith(name + ":"))
                    .as(name)
                    .hasSize(1);
        }
    }
}

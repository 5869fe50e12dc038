package io.posthorn.endpoint.internal.result;

import io.posthorn.email.Address;
import io.posthorn.email.Email;
import io.posthorn.email.internal.mail.compose.ComposedMail;
import io.posthorn.endpoint.internal.mapping.OutputMappings;
import io.posthorn.endpoint.internal.mapping.SentMail;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a stranger has sent, the answer can be written, and says what it should. */
class WrittenAnswerTest {

    private static final String LETTERS =
            "ab :<>=_.,;@()\r\n\t\u0000\u001b\u0085\u2028\u202e\u00fc\u0416\u8acb\uff71\u3042\ud83d\udcc4\ufeff\"\\/%-";

    private final Random random = new Random(2822);

    private String junk(int most) {
        StringBuilder junk = new StringBuilder();
        for (int length = random.nextInt(most); length > 0; length--) {
            junk.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return junk.toString();
    }

    private SentMail stranger() {
        return new SentMail()
                .subject("=?" + junk(300))
                .text(junk(500))
                .html("<p>" + junk(300) + "&#xD800;&#1114112;<")
                .header("Message-ID", "<" + random.nextInt() + "@x.example>")
                .header("References", "<a@x.example> " + junk(300) + " <b@x.example>", junk(100));
    }

    private static MimeMessage written(Email mail) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ComposedMail.of(mail, Instant.EPOCH).writeTo(out);
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(out.toByteArray()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-2022-JP", "ISO-8859-1", "windows-1252"})
    void answer_canAlwaysBeWritten(String charset) throws Exception {
        ResultTexts texts = new ResultTexts(
                List.of("sender"),
                List.of("sender"),
                Optional.empty(),
                false,
                true,
                "",
                "OK",
                "E:",
                "",
                "",
                "",
                Charset.forName(charset));
        ResultMails mails = new ResultMails(texts, "Auftr\u00e4ge", new Address("", "orders@fabrikam.com"));
        OutputMappings mappings = OutputMappings.of(List.of("%F.pdf"));
        for (int i = 0; i < 200; i++) {
            SentMail stranger = stranger();
            var results = mappings.results(
                    Map.of("result", SentMail.document("x"), "text", junk(50)),
                    Optional.of(SentMail.document(junk(50))),
                    false);
            MimeMessage success =
                    written(mails.success(stranger, List.of(results)).orElseThrow());
            assertThat(success.getSubject()).startsWith("Re: =?").doesNotContain("?".repeat(2), "\r", "\n");
            assertThat(success.getHeader("References", null))
                    .startsWith("<a@x.example>")
                    .doesNotContain("=?");
            assertThat(success.getContent())
                    .isInstanceOfSatisfying(
                            MimeMultipart.class,
                            parts -> assertThat(text(parts)).startsWith("OK").doesNotContain("?"));
            MimeMessage failure = written(mails.failure(stranger, junk(80)).orElseThrow());
            assertThat(failure.getSubject()).startsWith("E: =?");
        }
    }

    private static String text(MimeMultipart parts) {
        try {
            return String.valueOf(parts.getBodyPart(0).getContent());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}

package io.posthorn.email.internal.mail.compose;

import io.posthorn.email.Address;
import io.posthorn.email.Document;
import io.posthorn.email.DsnRequest;
import io.posthorn.email.DsnRequest.Notify;
import io.posthorn.email.Email;
import io.posthorn.email.Email.Priority;
import io.posthorn.email.EmailException;
import io.posthorn.email.internal.mail.wire.DocumentException;
import io.posthorn.email.internal.mail.wire.MailClassLoader;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import static io.posthorn.email.internal.mail.compose.Written.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The form of a mail before it goes out. */
class ComposedMailTest {

    private static Document document(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Document.of("data.bin", "", bytes);
    }

    private static Document png() {
        return Document.of("logo.png", "image/png", new byte[] {1, 2, 3});
    }

    @Test
    void structure_isThePlainestThatHoldsTheMail() throws Exception {
        Email.Builder html = mail().html("<img src=\"cid:logo\">");
        assertThat(Written.of(mail()).structure()).isEqualTo("text/plain");
        assertThat(Written.of(mail().text("Hello")).structure()).isEqualTo("text/plain");
        assertThat(Written.of(html).structure()).isEqualTo("text/html");
        assertThat(Written.of(html.text("Hello")).structure())
                .isEqualTo("multipart/alternative(text/plain, text/html)");
        assertThat(Written.of(html.inline("logo", png())).structure())
                .isEqualTo("multipart/alternative(text/plain, multipart/related(text/html, image/png))");
        assertThat(Written.of(html.attachment(document(9), document(8))).structure())
                .isEqualTo("multipart/mixed(multipart/alternative(text/plain, multipart/related(text/html, image/png)),"
                        + " application/octet-stream, application/octet-stream)");
        assertThat(Written.of(mail().attachment(document(9))).structure())
                .isEqualTo("multipart/mixed(text/plain, application/octet-stream)");
        assertThat(Written.of(mail().html("<p>").inline("a", png())).structure())
                .isEqualTo("multipart/related(text/html, image/png)");
    }

    /** A small one stays in memory as it is written. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1_000, 64 * 1024, 300_000})
    void howeverLongTheText_aMailIsWrittenAlikeEachTime_andAsLargeAsItSays(int length) throws Exception {
        ComposedMail mail = ComposedMail.of(mail().text("x".repeat(length)).build(), Instant.EPOCH);
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        mail.writeTo(first);
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        mail.writeTo(second);
        assertThat(mail.size()).isEqualTo(first.size()).isGreaterThan(length);
        assertThat(second.toByteArray()).isEqualTo(first.toByteArray());
    }

    @Test
    void inlinePart_isFoundByItsContentId() throws Exception {
        Written written = Written.of(mail().html("<img src=\"cid:logo\">").inline("logo", png()));
        assertThat(written.text())
                .contains("Content-ID: <logo>\r\n", "Content-Disposition: inline; filename=logo.png\r\n");
        assertThat(written.fields()).anyMatch(field -> field.contains("type=\"text/html\""));
    }

    @Test
    void inlinePartsWithoutHtml_areRefused() {
        assertThatThrownBy(() -> Written.of(mail().text("Hello").inline("logo", png())))
                .isInstanceOfSatisfying(
                        EmailException.class, e -> assertThat(e.kind()).isEqualTo(EmailException.Kind.MESSAGE))
                .hasMessageStartingWith("The mail has inline parts and no HTML");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Hello",
                "one\ntwo\rthree\r\nfour\n",
                "Gr\u00fc\u00dfe\nund\rmehr",
                "\u3053\u3093\u306b\u3061\u306f\n\u4e16\u754c",
                "nul\u0000 and \u2028 and \u0085"
            })
    void bodies_haveOnlyCompleteLineEnds_andComeBack(String text) throws Exception {
        for (String padding : List.of("", "x".repeat(2000), "\u00e9".repeat(2000))) {
            Written written = Written.of(mail().text(text + padding));
            assertThat(written.text().replace("\r\n", "")).doesNotContain("\r", "\n");
            assertThat(written.text()).endsWith("\r\n");
            assertThat(written.text().lines()).allMatch(line -> line.length() <= 998 && isAscii(line));
            String sent = (text + padding).replaceAll("\r\n|\r|\n", "\r\n");
            assertThat(written.body()).isIn(sent, sent + "\r\n");
            assertThat(written.composed().size()).isEqualTo(written.bytes().length);
        }
    }

    private static boolean isAscii(String line) {
        return line.chars().allMatch(c -> c < 128);
    }

    @Test
    void transferEncoding_isAsPlainAsItCanBe() throws Exception {
        assertThat(Written.of(mail().text("Hello")).fields()).contains("Content-Transfer-Encoding: 7bit");
        assertThat(Written.of(mail().text("Hello, Zo\u00eb and all the others")).fields())
                .contains("Content-Transfer-Encoding: quoted-printable");
        assertThat(Written.of(mail().text("\u4f60\u597d")).fields()).contains("Content-Transfer-Encoding: base64");
        assertThat(Written.of(mail().text("x".repeat(999))).fields())
                .contains("Content-Transfer-Encoding: quoted-printable");
        assertThat(Written.of(mail().text("x".repeat(998))).fields()).contains("Content-Transfer-Encoding: 7bit");
    }

    /** A text that needs no transfer encoding is written without it; all others are its own anyway. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "Shift_JIS", "GB18030"})
    void text_isWrittenAsJakartaMailWritesIt(String charset) throws Exception {
        List<String> texts = List.of(
                "",
                "Hello",
                "a\tb ~^\\{}\r\n..\r\n.\r\n",
                "x".repeat(998) + "\r\ny",
                "x".repeat(999),
                "x".repeat(998) + "\t",
                "a\u007fb",
                "a\u0001b");
        for (String text : texts) {
            ByteArrayOutputStream theirs = new ByteArrayOutputStream();
            MailClassLoader.call(() -> {
                MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
                message.setText(text, charset);
                message.saveChanges();
                message.writeTo(theirs, new String[] {"Message-ID", "MIME-Version", "Date"});
                return theirs;
            });
            String expected = theirs.toString(StandardCharsets.US_ASCII);
            Written ours = Written.of(mail().text(text).charset(Charset.forName(charset)));
            assertThat(ours.fields()).as(text).containsAll(Written.fields(expected));
            assertThat(body(ours.text())).as(text).isEqualTo(body(expected + (expected.endsWith("\n") ? "" : "\r\n")));
        }
    }

    private static String body(String mail) {
        return mail.substring(mail.indexOf("\r\n\r\n") + 4);
    }

    @Test
    void size_isExact_andReadsNoDocumentThatKnowsItsOwn() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        for (int size : List.of(0, 1, 2, 3, 56, 57, 58, 113, 114, 115, 8207, 8208, 8209, 50_000)) {
            byte[] bytes = new byte[size];
            Document counted = new Document("a", "", new Document.Content() {
                @Override
                public InputStream open() {
                    opened.incrementAndGet();
                    return new ByteArrayInputStream(bytes);
                }

                @Override
                public long size() {
                    return size;
                }
            });
            ComposedMail known = ComposedMail.of(mail().attachment(counted).build(), Written.NOW);
            long announced = known.size();
            assertThat(opened).hasValue(0);
            assertThat(announced).isEqualTo(written(known).length);
            opened.set(0);
            Written uncounted =
                    Written.of(mail().attachment(new Document("a", "", () -> new ByteArrayInputStream(bytes))));
            assertThat(uncounted.composed().size()).isEqualTo(uncounted.bytes().length);
        }
    }

    @Test
    void documentThatChangesItsSize_isWrittenAsItIsThen() throws Exception {
        AtomicInteger size = new AtomicInteger(10);
        Document growing = new Document("a.bin", "", new Document.Content() {
            @Override
            public InputStream open() {
                return new ByteArrayInputStream(new byte[size.get()]);
            }

            @Override
            public long size() {
                return 10;
            }
        });
        Written before = Written.of(mail().attachment(growing, png()));
        long announced = before.composed().size();
        assertThat(announced).isEqualTo(before.bytes().length);
        size.set(20_000);
        Written after = new Written(before.composed(), written(before.composed()));
        assertThat(after.composed().size()).isEqualTo(announced);
        assertThat(after.structure()).isEqualTo(before.structure());
        assertThat(attachment(after, 1)).hasSize(20_000);
        assertThat(attachment(after, 2)).containsExactly(1, 2, 3);
    }

    private static byte[] attachment(Written written, int index) throws Exception {
        return MailClassLoader.call(() -> {
            var parts = (jakarta.mail.Multipart) written.parsed().getContent();
            try (InputStream in = parts.getBodyPart(index).getInputStream()) {
                return in.readAllBytes();
            }
        });
    }

    @Test
    void sameMail_canBeWrittenAgain() throws Exception {
        Written written = Written.of(mail().html("<p>").text("a").attachment(document(1000)));
        assertThat(written(written.composed())).isEqualTo(written.bytes());
    }

    private static byte[] written(ComposedMail mail) throws IOException {
        var out = new ByteArrayOutputStream();
        mail.writeTo(out);
        return out.toByteArray();
    }

    @Test
    void documentThatCannotBeRead_isToldFromTheConnection() throws Exception {
        Document lost = new Document("lost.pdf", "", () -> {
            throw new IOException("no such file");
        });
        ComposedMail mail = ComposedMail.of(mail().attachment(lost).build(), Written.NOW);
        assertThatThrownBy(mail::size).isInstanceOf(DocumentException.class).hasMessageContaining("lost.pdf");
        assertThatThrownBy(() -> mail.writeTo(OutputStream.nullOutputStream())).isInstanceOf(DocumentException.class);
        Document broken = new Document("broken.pdf", "", new Document.Content() {
            @Override
            public InputStream open() {
                return InputStream.nullInputStream();
            }

            @Override
            public long size() throws IOException {
                throw new IOException("gone");
            }
        });
        ComposedMail other = ComposedMail.of(mail().attachment(broken).build(), Written.NOW);
        assertThatThrownBy(other::size).isInstanceOf(DocumentException.class).hasMessageContaining("broken.pdf");
    }

    @Test
    void recipients_areEachOnce_andBlindOnesInTheEnvelopeOnly() throws Exception {
        Address bob = new Address("Bob", "bob@fabrikam.com");
        Written written = Written.of(Email.builder()
                .from("anna@contoso.com")
                .to(bob)
                .cc(Address.of("bob@FABRIKAM.com"), new Address("Robert", "bob@fabrikam.com"))
                .bcc(Address.of("Bob@fabrikam.com"), Address.of("carol@elsewhere.example")));
        assertThat(written.composed().envelope().recipients())
                .containsExactly(bob, Address.of("Bob@fabrikam.com"), Address.of("carol@elsewhere.example"));
        assertThat(written.text()).doesNotContainIgnoringCase("carol").doesNotContainPattern("(?im)^bcc");
        assertThat(written.fields()).contains("Cc: bob@FABRIKAM.com, Robert <bob@fabrikam.com>");
    }

    @Test
    void everyHeader_isThere() throws Exception {
        DsnRequest dsn = DsnRequest.on(Notify.FAILURE, Notify.DELAY);
        Written written = Written.of(mail().replyTo(Address.of("answers@contoso.com"))
                .subject("A subject")
                .priority(Priority.HIGH)
                .messageId("<case-4711.1@contoso.com>")
                .header("X-Case-Number", "4711")
                .header("Auto-Submitted", "auto-generated")
                .header("References", "<a@b> <c@d>")
                .dsn(dsn));
        assertThat(written.fields())
                .containsExactlyInAnyOrder(
                        "Date: Wed, 25 Nov 2026 21:00:00 +0000",
                        "From: anna@contoso.com",
                        "To: bob@fabrikam.com",
                        "Reply-To: answers@contoso.com",
                        "Message-ID: <case-4711.1@contoso.com>",
                        "Subject: A subject",
                        "Importance: high",
                        "X-Priority: 1",
                        "X-Case-Number: 4711",
                        "Auto-Submitted: auto-generated",
                        "References: <a@b> <c@d>",
                        "MIME-Version: 1.0",
                        "Content-Type: text/plain; charset=UTF-8",
                        "Content-Transfer-Encoding: 7bit");
        assertThat(written.composed().envelope().dsn()).contains(dsn);
        assertThat(written.composed().envelope().messageId()).isEqualTo("<case-4711.1@contoso.com>");
        assertThat(Written.of(mail().priority(Priority.LOW)).fields()).contains("Importance: low", "X-Priority: 5");
        assertThat(Written.of(mail()).fields()).noneMatch(field -> field.matches("(?i)(importance|x-priority):.*"));
    }

    @Test
    void longHeaders_areFolded_andComeBack() throws Exception {
        Address[] many = new Address[300];
        Arrays.setAll(many, i -> new Address("Number " + i + ", \"the\" \\ one", "n" + i + "@fabrikam.com"));
        String subject = "a subject of many words ".repeat(40).strip();
        String list = "<https://contoso.com/" + "x".repeat(700) + ">";
        Written written = Written.of(mail().to(many)
                .subject(subject)
                .header("List-Unsubscribe", list)
                .header("X-Long", "y".repeat(5000)));
        assertThat(written.text().lines()).allMatch(line -> line.length() <= 998);
        assertThat(written.text().lines().filter(line -> line.length() > 78)).hasSize(1);
        assertThat(written.subject()).isEqualTo(subject);
        assertThat(written.parsed().getHeader("List-Unsubscribe", null)).isEqualTo(list);
        assertThat(jakarta.mail.internet.MimeUtility.decodeText(written.parsed().getHeader("X-Long", null)))
                .isEqualTo("y".repeat(5000));
        var to = written.parsed().getRecipients(jakarta.mail.Message.RecipientType.TO);
        assertThat(to).hasSize(301);
        assertThat(((jakarta.mail.internet.InternetAddress) to[300]).getPersonal())
                .isEqualTo(many[299].name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " leading and trailing ",
                "two  blanks   inside",
                "=?utf-8?Q?not=20encoded?=",
                "half =?utf-8?B?YQ== b?= of it",
                "Zo\u00eb  and  \ud83d\udcee\ud83c\udffd\u200d\u2640\ufe0f",
                "tab\there",
                "line\u2028separator\u2029s",
                "\u65e5\u672c\u8a9e\u306e\u4ef6\u540d\u306f\u3068\u3066\u3082\u9577\u3044\u306e\u3067\u3001\u6298\u308a\u8fd4\u3055\u308c\u308b\u3079\u304d\u3067\u3059\u3002\u3068\u3066\u3082\u3001\u3068\u3066\u3082\u9577\u3044\u4ef6\u540d\u3067\u3059\u3002",
                "?= =? ?=",
                ""
            })
    void subjects_comeBackAsTheyWere(String subject) throws Exception {
        Written written = Written.of(mail().subject(subject));
        assertThat(written.subject()).isEqualTo(subject);
        assertThat(written.text().lines()).allMatch(line -> line.length() <= 76 && isAscii(line));
        Written longer = Written.of(mail().subject(subject + subject.repeat(50) + "."));
        assertThat(longer.subject()).isEqualTo(subject + subject.repeat(50) + ".");
        assertThat(longer.text().lines()).allMatch(line -> line.length() <= 998);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Anna Smith",
                "Smith, Anna (Sales) <not@an.address>",
                "\"Quoted\" \\ back",
                "\u00c4lice \u00c5ngstr\u00f6m",
                "=?utf-8?Q?evil?=",
                "two  blanks",
                "a@b.example, c@d.example",
                "\u05d0\u05e0\u05d4",
                "A name that is so very long that it does not fit on a line, with commas, and more of them, to the end"
            })
    void names_comeBackAsTheyWere(String name) throws Exception {
        Written written = Written.of(mail().cc(new Address(name, "carol@contoso.com"), Address.of("d@e.example")));
        var cc = written.parsed().getRecipients(jakarta.mail.Message.RecipientType.CC);
        assertThat(cc).hasSize(2);
        var carol = (jakarta.mail.internet.InternetAddress) cc[0];
        assertThat(carol.getPersonal()).isEqualTo(name);
        assertThat(carol.getAddress()).isEqualTo("carol@contoso.com");
        assertThat(written.text().getBytes(StandardCharsets.US_ASCII)).isEqualTo(written.bytes());
    }
}

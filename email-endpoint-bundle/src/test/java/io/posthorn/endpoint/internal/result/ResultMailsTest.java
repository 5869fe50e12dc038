package io.posthorn.endpoint.internal.result;

import io.posthorn.email.Address;
import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.endpoint.internal.mapping.Results;
import io.posthorn.endpoint.internal.mapping.SentMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ResultMailsTest {

    private static final Charset JAPANESE = Charset.forName("ISO-2022-JP");
    private static final Results CONVERTED = new Results("One page.", List.of(SentMail.document("a.pdf")));

    private List<String> recipients = List.of("sender");
    private Optional<Address> sendFrom = Optional.empty();
    private boolean bodyAsAttachment;
    private boolean originalSubject;
    private Charset charset = StandardCharsets.UTF_8;

    private ResultMails mails() {
        return mails("orders");
    }

    private ResultMails mails(String endpoint) {
        ResultTexts texts = new ResultTexts(
                recipients,
                recipients,
                sendFrom,
                bodyAsAttachment,
                originalSubject,
                "Your result",
                "Here it is.",
                "ERROR:",
                "no result",
                "It did not work.",
                "Your mail was:",
                charset);
        return new ResultMails(texts, endpoint, Address.of("orders@fabrikam.com"));
    }

    private Email success(SentMail original) {
        return mails().success(original, List.of(CONVERTED)).orElseThrow();
    }

    private Email failure(SentMail original) {
        return mails().failure(original, "The file is broken.").orElseThrow();
    }

    private static List<String> header(Email mail, String name) {
        return mail.headers().stream()
                .filter(header -> header.name().equals(name))
                .map(Email.Header::value)
                .toList();
    }

    private static String bytes(Document document) throws Exception {
        try (var in = document.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void success_hasTextsDocumentsAndTheQuotedOriginal() {
        Email mail = success(new SentMail().text("Please convert.\r\n\r\nAnna"));
        assertThat(mail.subject()).isEqualTo("Your result");
        assertThat(mail.text())
                .isEqualTo("Here it is.\n\nOne page.\n\nYour mail was:\n\n> Please convert.\n>\n> Anna\n");
        assertThat(mail.attachments()).extracting(Document::name).containsExactly("a.pdf");
        assertThat(mail.from()).contains(Address.of("orders@fabrikam.com"));
        assertThat(mail.to()).containsExactly(Address.of("anna@contoso.com"));
    }

    @Test
    void failure_hasPrefixAndCause() {
        Email mail = failure(new SentMail());
        assertThat(mail.subject()).isEqualTo("ERROR: no result");
        assertThat(mail.text())
                .isEqualTo("It did not work.\n\nThe file is broken.\n\nYour mail was:\n\n> Please convert.\n");
        assertThat(mail.attachments()).isEmpty();
    }

    @Test
    void originalSubject_isReused() {
        originalSubject = true;
        assertThat(success(new SentMail()).subject()).isEqualTo("Re: Invoice");
        assertThat(success(new SentMail().subject("RE: Invoice")).subject()).isEqualTo("RE: Invoice");
        assertThat(success(new SentMail().subject("")).subject()).isEqualTo("Re:");
        assertThat(failure(new SentMail()).subject()).isEqualTo("ERROR: no result Invoice");
    }

    @Test
    void hostileSubject_isOneReadableLine() {
        originalSubject = true;
        assertThat(success(new SentMail().subject("a\r\nBcc: eve@evil.example\u0000\u2028\u202eb\ud800"))
                        .subject())
                .isEqualTo("Re: a Bcc: eve@evil.example b\ufffd");
        assertThat(success(new SentMail().subject("x".repeat(100_000))).subject())
                .hasSizeLessThan(260);
    }

    @Test
    void bodyAsAttachment_isNotQuoted() throws Exception {
        bodyAsAttachment = true;
        Results results = new Results("", List.of(SentMail.document("original.txt")));
        Email mail = mails().success(new SentMail(), List.of(results)).orElseThrow();
        assertThat(mail.text()).isEqualTo("Here it is.\n");
        assertThat(mail.attachments()).extracting(Document::name).containsExactly("original (2).txt", "original.txt");
        assertThat(bytes(mail.attachments().get(1))).isEqualTo("Please convert.");
    }

    @Test
    void htmlAlone_isQuotedByItsWords() {
        String html = "<html><head><title>T</title><style>p{}</style></head><body><p>Hi&nbsp;there &lt;you&gt; 1 < 2"
                + "<script>alert('</p>')</script><br>Bye&#33;</p><!-- > --></body>";
        assertThat(success(new SentMail().text("").html(html)).text())
                .endsWith("Your mail was:\n\n> Hi there <you> 1 < 2\n> Bye!\n");
    }

    @Test
    void noTextAtAll_isNotQuoted() {
        assertThat(success(new SentMail().text(" ")).text()).isEqualTo("Here it is.\n\nOne page.\n");
    }

    @Test
    void longText_isCut() {
        assertThat(success(new SentMail().text("x\n".repeat(10_000))).text())
                .endsWith("> x\n> […]\n")
                .hasLineCount(2_000 + 7);
        assertThat(success(new SentMail().text("\ud83d\udcc4".repeat(1_000_000)))
                        .text())
                .hasSizeLessThan(101_000);
    }

    @Test
    void controlCharacters_areLeftOut() {
        assertThat(success(new SentMail().text("a\u0000b\u001b[0m\tc\u0085d")).text())
                .endsWith("> ab[0m\tc\n> d\n");
        assertThat(mails().failure(new SentMail(), "bad\u0007 \ud800.")
                        .orElseThrow()
                        .text())
                .contains("bad \ufffd.");
    }

    @Test
    void severalResults_areOneMail_withEachNameOnce() {
        Email mail = mails().success(new SentMail(), List.of(CONVERTED, CONVERTED, CONVERTED))
                .orElseThrow();
        assertThat(mail.text()).startsWith("Here it is.\n\nOne page.\n\nOne page.\n\nOne page.\n\n");
        assertThat(mail.attachments()).extracting(Document::name).containsExactly("a.pdf", "a (2).pdf", "a (3).pdf");
    }

    @Test
    void answer_isMarkedAsAutomatic_andAsOurs() {
        Email mail = success(new SentMail());
        assertThat(header(mail, "Auto-Submitted")).containsExactly("auto-replied");
        assertThat(header(mail, "X-Auto-Response-Suppress")).containsExactly("DR, RN, NRN, OOF, AutoReply");
        assertThat(header(mail, "X-Posthorn-Endpoint")).containsExactly("orders");
        assertThat(header(mail, "In-Reply-To")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Auftr\u00e4ge 1, Auftr%C3%A4ge%201", "'', -", "a\u0000b, a%00b"})
    void endpointsName_isAsciiInTheHeader(String name, String header) {
        Email mail = mails(name).success(new SentMail(), List.of()).orElseThrow();
        assertThat(header(mail, "X-Posthorn-Endpoint")).containsExactly(header);
    }

    @Test
    void answer_continuesTheThread() {
        SentMail original = new SentMail()
                .header("Message-ID", "<c@contoso.com>")
                .header("References", "<a@contoso.com> junk <b@contoso.com><not an id> <c@contoso.com>");
        assertThat(header(success(original), "In-Reply-To")).containsExactly("<c@contoso.com>");
        assertThat(header(failure(original), "References"))
                .containsExactly("<a@contoso.com> <b@contoso.com> <c@contoso.com>");
    }

    @Test
    void withoutReferences_theThreadIsWhatTheMailAnswers() {
        SentMail original = new SentMail().header("Message-ID", "<b@x>").header("In-Reply-To", "<a@x>");
        assertThat(header(success(original), "References")).containsExactly("<a@x> <b@x>");
    }

    @Test
    void longThread_keepsItsFirstAndItsLast() {
        StringBuilder ids = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            ids.append(" <").append(i).append("@x>");
        }
        SentMail original = new SentMail().header("Message-ID", "<now@x>").header("References", ids.toString());
        String[] thread = header(success(original), "References").get(0).split(" ");
        assertThat(thread).hasSize(20).startsWith("<0@x>", "<482@x>").endsWith("<499@x>", "<now@x>");
    }

    @ParameterizedTest
    @CsvSource({"<a b@x>", "a@x", "<>", "<a\u0000@x>"})
    void brokenMessageId_isLeftOut(String id) {
        SentMail original = new SentMail().header("Message-ID", id).header("References", "<a@x>");
        assertThat(header(success(original), "In-Reply-To")).isEmpty();
        assertThat(header(success(original), "References")).isEmpty();
    }

    @Test
    void noRecipients_isNoMail() {
        recipients = List.of(" ");
        assertThat(mails().success(new SentMail(), List.of())).isEmpty();
        assertThat(mails().failure(new SentMail(), "x")).isEmpty();
    }

    @Test
    void senderWithoutAnAddress_isNoMail() {
        assertThat(mails().success(new SentMail().withoutFrom(), List.of())).isEmpty();
    }

    @Test
    void program_isNeverAnswered() {
        recipients = List.of("sender", "boss@fabrikam.com");
        SentMail automatic = new SentMail().header("Auto-Submitted", "auto-replied");
        assertThat(mails().success(automatic, List.of())).isEmpty();
        assertThat(mails().failure(automatic, "x")).isEmpty();
    }

    @Test
    void replyTo_getsNothing() {
        SentMail original = new SentMail().header("Reply-To", "eve@evil.example");
        assertThat(success(original).to()).containsExactly(Address.of("anna@contoso.com"));
    }

    @Test
    void recipients_areToldOnce() {
        recipients = List.of("Sender", "boss@fabrikam.com", " ANNA@contoso.com", "boss@fabrikam.com");
        assertThat(success(new SentMail()).to())
                .containsExactly(Address.of("anna@contoso.com"), Address.of("boss@fabrikam.com"));
    }

    @Test
    void sendFrom_isTheSender() {
        sendFrom = Optional.of(new Address("Orders", "noreply@fabrikam.com"));
        assertThat(success(new SentMail()).from()).isEqualTo(sendFrom);
    }

    @Test
    void charset_isThePages() {
        charset = JAPANESE;
        assertThat(success(new SentMail().text("\u8acb\u6c42\u66f8")).charset()).isEqualTo(JAPANESE);
    }

    @Test
    void charsetThatLacksACharacter_isUtf8() {
        charset = JAPANESE;
        Email mail = success(new SentMail().text("\u8acb\u6c42\u66f8 \u0417\u0434\u0440\u0430\u0432 \ud83d\udcc4"));
        assertThat(mail.charset()).isEqualTo(StandardCharsets.UTF_8);
        assertThat(mail.text()).contains("\ud83d\udcc4").doesNotContain("?");
        originalSubject = true;
        assertThat(success(new SentMail().subject("\u0e2a")).charset()).isEqualTo(StandardCharsets.UTF_8);
    }

    @Test
    void charsetWithoutAscii_isRefused() {
        charset = StandardCharsets.UTF_16;
        assertThatThrownBy(this::mails).hasMessageContaining("cannot be written in the charset UTF-16");
    }

    @Test
    void recipients_areChecked() {
        recipients = Collections.nCopies(101, "sender");
        assertThatThrownBy(this::mails).hasMessageContaining("101 recipients of a success, and at most 100");
        recipients = List.of("anna");
        assertThatThrownBy(this::mails)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'anna' is not a mail address")
                .hasMessageContaining("Or write sender");
    }
}

package io.posthorn.email.internal;

import io.posthorn.email.Address;
import io.posthorn.email.Document;
import io.posthorn.email.DsnRequest;
import io.posthorn.email.DsnRequest.Notify;
import io.posthorn.email.DsnRequest.Ret;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.Receipt;
import io.posthorn.sandbox.Sandbox;
import io.posthorn.sandbox.User;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Addresses in any script, and what is asked of a server beside them. */
class InternationalAddressTest {

    private static final Map<String, Document> DOCUMENTS =
            Map.of("a.txt", Document.of("a.txt", "text/plain", new byte[] {1}));

    private static Stand stand;

    @BeforeAll
    static void start() {
        stand = new Stand();
    }

    @AfterAll
    static void stop() {
        stand.close();
    }

    private static Email.Builder mail() {
        return Email.builder().from(stand.alice.address()).text("Hello");
    }

    private static Receipt send(Email.Builder mail) {
        return stand.service().sendWithMapOfAttachments(mail.build(), DOCUMENTS);
    }

    private static List<String> said(String command) {
        return stand.sandbox.dialogue().stream()
                .filter(line -> line.startsWith("SMTP C: " + command))
                .toList();
    }

    @Test
    void localPartBeyondAscii_goesOutByUtf8_inEnvelopeAndHeaders() {
        User shared = stand.sandbox.exchange().sharedMailbox("zo\u00eb", "alice");
        send(mail().from(new Address("Zo\u00eb \u00c5ngstr\u00f6m", "zo\u00eb@contoso.test"))
                .to(new Address("\u30dc\u30d6", "zo\u00eb@contoso.test"))
                .cc(Address.of("\u7528\u6237@\u4f8b\u5b50.example"), Address.of("anna@\u0161koda.example"))
                .subject("Gr\u00fc\u00dfe \u4f60\u597d"));

        assertThat(said("MAIL")).last().asString().startsWith("SMTP C: MAIL FROM:<zo\u00eb@contoso.test> SMTPUTF8");
        assertThat(said("RCPT"))
                .contains(
                        "SMTP C: RCPT TO:<zo\u00eb@contoso.test>",
                        "SMTP C: RCPT TO:<\u7528\u6237@\u4f8b\u5b50.example>",
                        "SMTP C: RCPT TO:<anna@xn--koda-f6a.example>");
        assertThat(new String(stand.sandbox.messages(shared).get(0), StandardCharsets.UTF_8))
                .contains(
                        "\r\nFrom: =?UTF-8?Q?Zo=C3=AB_=C3=85ngstr=C3=B6m?= <zo\u00eb@contoso.test>\r\n",
                        "\r\nTo: =?UTF-8?B?44Oc44OW?= <zo\u00eb@contoso.test>\r\n",
                        "\r\nCc: \u7528\u6237@\u4f8b\u5b50.example, anna@xn--koda-f6a.example\r\n",
                        "\r\nSubject: =?UTF-8?B?R3LDvMOfZSDkvaDlpb0=?=\r\n");
    }

    @Test
    void mailInAscii_doesNotAskForUtf8() {
        send(mail().to("anna@\u0161koda.example"));
        assertThat(said("MAIL")).isNotEmpty().noneMatch(line -> line.contains("SMTPUTF8") && line.contains("alice"));
    }

    @Test
    void serverWithoutSmtpUtf8_isNotAsked_andNobodyElseGetsTheMail() {
        try (Stand old = new Stand(Sandbox.builder().smtpUtf8(false).start())) {
            Email email = Email.builder()
                    .from(old.alice.address())
                    .to("\u0162ob@contoso.test")
                    .build();
            assertThatThrownBy(() -> old.service().sendWithMapOfAttachments(email, DOCUMENTS))
                    .isInstanceOfSatisfying(
                            EmailException.class, e -> assertThat(e.kind()).isEqualTo(EmailException.Kind.MESSAGE))
                    .hasMessageContaining("SMTPUTF8");
            assertThat(old.sandbox.dialogue()).noneMatch(line -> line.contains("C: MAIL"));
        }
    }

    @Test
    void dsn_isAskedForByMailAndRcpt() {
        send(mail().to("dsn@fabrikam.test").dsn(new DsnRequest(Set.of(Notify.FAILURE, Notify.SUCCESS), Ret.FULL)));
        send(mail().to("never@fabrikam.test").dsn(DsnRequest.on()));
        assertThat(said("MAIL"))
                .anyMatch(line -> line.matches("SMTP C: MAIL FROM:<alice@contoso.test> SIZE=\\d+ RET=FULL"))
                .anyMatch(line -> line.matches("SMTP C: MAIL FROM:<alice@contoso.test> SIZE=\\d+ RET=HDRS"));
        assertThat(said("RCPT"))
                .contains("SMTP C: RCPT TO:<dsn@fabrikam.test> NOTIFY=SUCCESS,FAILURE")
                .contains("SMTP C: RCPT TO:<never@fabrikam.test> NOTIFY=NEVER");
    }

    @ParameterizedTest
    @CsvSource({
        "anna@\u0160KODA.example, anna@xn--koda-f6a.example",
        "anna@\u4f8b\u5b50.example, anna@xn--fsqu00a.example",
        "first.last+tag@Fabrikam.test, first.last+tag@Fabrikam.test",
        "o'neil_#1=2@b.example, o'neil_#1=2@b.example",
    })
    void addresses_goOutAsServersTakeThem(String given, String sent) {
        send(mail().to(given));
        assertThat(said("RCPT")).contains("SMTP C: RCPT TO:<" + sent + ">");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna@stra\u00dfe.example",
                "group:a@b.example;",
                "@route.example:a@b.example",
                "a(comment)@b.example",
                "(comment)a@b.example",
                "<a@b.example>",
                "a@b.example,c@d.example",
                "a@b.example(c@d.example)",
                "\u00fc\u2028a@b.example",
                "\u00fc\u00a0a@b.example",
                "\u00fc..a@b.example",
                ".\u00fc@b.example",
                "a@b..example",
                "a@-b.example",
                "a@b_c.example",
                "\u00fc\ud83d@b.example",
                "\u00fc,c@d.example"
            })
    void whatIsMoreOrLessThanAnAddress_isRefused(String address) {
        assertThatThrownBy(() -> send(mail().to(address)))
                .hasMessageContaining("is not a mail address")
                .hasMessageNotContaining("\n");
    }

    @Test
    void addressThatIsTooLong_isRefused() {
        assertThatThrownBy(() -> send(mail().to("a".repeat(400) + "@b.example")))
                .hasMessageContaining("is not a mail address");
    }
}

package io.posthorn.endpoint.internal.guard;

import io.posthorn.email.MailId;
import io.posthorn.endpoint.internal.mapping.SentMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Traps 26 and 27: From proves nothing, and programs must not be answered. */
class GuardTest {

    private static final String RESULTS = "Authentication-Results";
    private static final String PASS = "mx.fabrikam.com; dmarc=pass header.from=contoso.com";

    private static Guard guard(String trusted, String... patterns) {
        return new Guard(new GuardRules(List.of(patterns), trusted, 10_000, 2, Set.of("Endpoint@B\u00fccher.example")));
    }

    private static void assertIgnored(Ruling ruling, String cause) {
        assertThat(ruling)
                .isInstanceOfSatisfying(
                        Ruling.Ignored.class,
                        ignored -> assertThat(ignored.cause()).contains(cause).endsWith("."));
    }

    @Test
    void withoutATrustedServer_everySenderIsBelieved_andNoneIsAuthenticated() {
        assertThat(guard("", "*").judge(new SentMail())).isEqualTo(new Ruling.Accepted(false));
        assertThat(guard("", "*").judge(new SentMail().header(RESULTS, PASS))).isEqualTo(new Ruling.Accepted(false));
    }

    @ParameterizedTest
    @CsvSource({
        "*, anna@contoso.com, true",
        "contoso.com, anna@contoso.com, true",
        "CONTOSO.com, anna@Contoso.COM, true",
        "contoso.com, anna@mail.contoso.com, false",
        "contoso.com, anna@evilcontoso.com, false",
        "contoso.com, anna@contoso.com.evil.example, false",
        "*.contoso.com, anna@mail.contoso.com, true",
        "*.contoso.com, anna@contoso.com, false",
        "*contoso.com, anna@evilcontoso.com, true",
        "anna@contoso.com, Anna@contoso.com, true",
        "anna@contoso.com, otto@contoso.com, false",
        "*@contoso.com, otto@contoso.com, true",
        "@contoso.com, otto@contoso.com, true",
        "b\u00fccher.example, a@xn--bcher-kva.example, true",
        "xn--bcher-kva.example, a@B\u00dcCHER.example, true",
        "*\u00fccher.example, a@xn--bcher-kva.example, true",
        "contoso.com, '\"a@contoso.com\"@evil.example', false",
    })
    void domainPattern_decidesWhoMayWrite(String pattern, String from, boolean accepted) {
        Ruling ruling = guard("", pattern).judge(new SentMail().from(from));
        if (accepted) {
            assertThat(ruling).isEqualTo(new Ruling.Accepted(false));
        } else {
            assertIgnored(ruling, "matches no domain pattern");
        }
    }

    @Test
    void oneOfSeveralPatterns_isEnough() {
        assertThat(guard("", "fabrikam.com", "contoso.com").judge(new SentMail()))
                .isInstanceOf(Ruling.Accepted.class);
    }

    @Test
    void wrongPattern_isRefusedWithASentence() {
        assertThatThrownBy(() -> guard("", "contoso.com, fabrikam.com")).hasMessageContaining("is no domain pattern");
        assertThatThrownBy(() -> guard("", "anna@")).hasMessageContaining("is no domain pattern");
        assertThatThrownBy(() -> guard("", " ")).hasMessageContaining("No domain pattern is given");
    }

    @ParameterizedTest
    @CsvSource({
        "Auto-Submitted, auto-replied",
        "Precedence, bulk",
        "Return-Path, <>",
        "X-Autoreply, yes",
        "Content-Type, multipart/report; report-type=delivery-status",
        "List-Id, <x.contoso.com>"
    })
    void mailOfAProgram_isIgnored(String name, String value) {
        assertIgnored(guard("", "*").judge(new SentMail().header(name, value)), "program");
    }

    @Test
    void ownAnswer_isIgnored_byItsHeader() {
        assertIgnored(guard("", "*").judge(new SentMail().header("x-posthorn-endpoint", "orders")), "own answer");
    }

    @Test
    void ownAddress_isIgnored_inAnyForm() {
        SentMail mail = new SentMail().from("ENDPOINT@xn--bcher-kva.example");
        assertIgnored(guard("", "*").judge(mail), "own address");
    }

    @Test
    void missingFrom_isIgnored() {
        assertIgnored(guard("", "*").judge(new SentMail().withoutFrom()), "exactly one sender");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna@contoso.com, eve@evil.example",
                "Anna <anna@contoso.com>, Eve <eve@evil.example>",
                "anna@contoso.com, <eve@evil.example>",
                "<anna@contoso.com>, eve@evil.example",
                "<anna@contoso.com> <eve@evil.example>",
                "Group: anna@contoso.com;",
                "Anna <anna@contoso.com> <x>",
            })
    void severalAuthors_areIgnored(String from) {
        assertIgnored(guard("", "*").judge(new SentMail().header("From", from)), "exactly one sender");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna@contoso.com",
                "<anna@contoso.com>",
                "\"Contoso, Anna <x@y>\" <anna@contoso.com>",
                "\"anna@contoso.com\" <anna@contoso.com>",
                "M\u00fcller, Anna <anna@contoso.com>",
                "anna@contoso.com <anna@contoso.com>",
                "anna@contoso.com (Anna, of <Contoso>)",
                "\"a\\\"b, c@d\" <anna@contoso.com>",
            })
    void oneAuthor_isAccepted(String from) {
        assertThat(guard("", "*").judge(new SentMail().header("From", from))).isInstanceOf(Ruling.Accepted.class);
    }

    @Test
    void secondFromField_isIgnored() {
        SentMail mail = new SentMail().header("From", "anna@contoso.com", "eve@evil.example");
        assertIgnored(guard("", "*").judge(mail), "exactly one sender");
    }

    @Test
    void trustedServer_vouchesForTheSender() {
        Guard guard = guard("MX.fabrikam.com", "contoso.com");
        assertThat(guard.judge(new SentMail().header(RESULTS, PASS))).isEqualTo(new Ruling.Accepted(true));
        assertIgnored(guard.judge(new SentMail()), "does not vouch");
        assertIgnored(guard.judge(new SentMail().header(RESULTS, PASS.replace("pass", "fail"))), "does not vouch");
        assertIgnored(guard.judge(new SentMail().header(RESULTS, PASS.replace("mx.", "mx2."))), "does not vouch");
    }

    @Test
    void onlyTheFieldOnTop_counts() {
        Guard guard = guard("mx.fabrikam.com", "*");
        String fail = "mx.fabrikam.com; dmarc=fail header.from=contoso.com";
        assertThat(guard.judge(new SentMail().header(RESULTS, PASS, fail))).isEqualTo(new Ruling.Accepted(true));
        assertIgnored(guard.judge(new SentMail().header(RESULTS, fail, PASS)), "does not vouch");
        assertIgnored(guard.judge(new SentMail().header(RESULTS, "other; none", PASS)), "does not vouch");
    }

    @Test
    void exchangeOnline_isTrustedWithoutAName() {
        Guard guard = guard("Exchange-Online", "*");
        String pass = "dmarc=pass action=none header.from=contoso.com;compauth=pass reason=100";
        assertThat(guard.judge(new SentMail().header(RESULTS, pass))).isEqualTo(new Ruling.Accepted(true));
        assertIgnored(guard.judge(new SentMail().header(RESULTS, "exchange-online; " + pass)), "does not vouch");
        assertIgnored(guard("mx", "*").judge(new SentMail().header(RESULTS, pass)), "does not vouch");
    }

    @Test
    void exchangeOnline_vouchesForItsOwnUsers() {
        String header = "X-MS-Exchange-Organization-AuthAs";
        String none = "dkim=none (message not signed) header.d=none;dmarc=none action=none header.from=contoso.com;";
        Guard guard = guard("exchange-online", "*");
        SentMail mail = new SentMail().header(RESULTS, none).header(header, "Internal");
        assertThat(guard.judge(mail)).isEqualTo(new Ruling.Accepted(true));
        assertIgnored(guard.judge(mail.header(header, "Anonymous")), "does not vouch");
        assertIgnored(guard.judge(mail.header(header, "Anonymous", "Internal")), "does not vouch");
        assertIgnored(guard("mx", "*").judge(mail.header(header, "Internal")), "does not vouch");
    }

    @Test
    void largeMail_isRejected_onceItsSenderIsKnown() {
        Guard guard = guard("", "contoso.com");
        assertThat(guard.size(new MailId(1, "1", 10_000))).isEqualTo(new Ruling.Accepted(false));
        assertThat(guard.size(new MailId(1, "1", 10_001))).isInstanceOf(Ruling.Rejected.class);
        assertThat(guard.judge(new SentMail().size(10_001))).isInstanceOf(Ruling.Rejected.class);
        assertIgnored(guard.judge(new SentMail().size(10_001).from("a@evil.example")), "matches no domain pattern");
    }

    @Test
    void manyAttachments_areRejected() {
        Guard guard = guard("mx.fabrikam.com", "*");
        SentMail mail = new SentMail().header(RESULTS, PASS).attached("a", "b");
        assertThat(guard.attachments(mail)).isEqualTo(new Ruling.Accepted(true));
        assertThat(guard.attachments(mail.attached("c")))
                .isInstanceOfSatisfying(
                        Ruling.Rejected.class,
                        rejected -> assertThat(rejected.cause())
                                .isEqualTo(
                                        "The mail has 3 attachments, inline images included, and 2 are accepted. Send them in several"
                                                + " mails."));
    }

    @Test
    void noLimits_acceptAll() {
        Guard guard = new Guard(new GuardRules(List.of("*"), "", 0, 0, Set.of()));
        assertThat(guard.judge(new SentMail().size(Long.MAX_VALUE))).isInstanceOf(Ruling.Accepted.class);
        assertThat(guard.attachments(new SentMail().attached("a", "b", "c"))).isInstanceOf(Ruling.Accepted.class);
    }
}

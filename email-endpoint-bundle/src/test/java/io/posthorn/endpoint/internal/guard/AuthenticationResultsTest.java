package io.posthorn.endpoint.internal.guard;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** RFC 8601, its examples (appendix B), and what Exchange Online writes. */
class AuthenticationResultsTest {

    private static final String EXCHANGE = "spf=pass (sender IP is 40.107.1.1) smtp.mailfrom=contoso.com; dkim=pass"
            + " (signature was verified) header.d=contoso.com;dmarc=pass action=none"
            + " header.from=contoso.com;compauth=pass reason=100";

    private static boolean proves(String field, String from) {
        return AuthenticationResults.of(field).prove(from);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mx.contoso.com; dmarc=pass header.from=contoso.com | mx.contoso.com",
                "MX.Contoso.COM 1; dmarc=pass header.from=contoso.com | mx.contoso.com",
                "mx.contoso.com; none | mx.contoso.com",
                "example.org 1; none; | example.org",
                "(hello (you)) mx.contoso.com (a;b) 1 ; spf=pass | mx.contoso.com",
                "\"mx.contoso.com\"; spf=pass | mx.contoso.com",
                "spf=pass smtp.mailfrom=contoso.com | ''",
                "'' | ''",
            })
    void server(String field, String server) {
        assertThat(AuthenticationResults.of(field).server()).isEqualTo(server);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mx; dmarc=pass header.from=contoso.com",
                "mx; DMARC = Pass (p=none; dis=none) header.from = Contoso.COM.",
                "mx; dmarc/1=pass header.from=contoso.com",
                "mx;dmarc=pass\r\n\theader.from=contoso.com",
                "mx; dmarc=pass reason=\"good; very\" policy.dmarc=none header.from=\"contoso.com\"",
                "mx; dmarc=pass (a \\) b (nested)) header.from=contoso.com",
                "mx; dmarc=none header.from=contoso.com; dkim=pass header.d=contoso.com",
                "mx; dmarc=bestguesspass action=none header.from=contoso.com; spf=pass smtp.mailfrom=contoso.com",
                "mx; dkim=fail header.d=contoso.com; dkim=pass header.d=contoso.com",
                "mx; dkim=pass header.i=@contoso.com header.s=s1 header.b=ab+c/=",
                "mx; dkim=pass header.i=\"anna b\"@contoso.com",
                "mx; spf=pass smtp.mailfrom=anna@contoso.com",
            })
    void domainIsProved(String field) {
        assertThat(proves(field, "contoso.com")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mx; none",
                "mx",
                "mx; dmarc=fail header.from=contoso.com",
                "mx; dmarc=pass header.from=evil.example",
                "mx; dmarc=pass",
                "mx; dmarc=pass header.from=contoso.com header.from=evil.example",
                "mx; dmarc=pass header.from=contoso.com; dmarc=pass header.from=evil.example",
                "mx; dmarc=pass header.from=contoso.com; dmarc=fail header.from=contoso.com",
                "mx; dmarc=fail header.from=contoso.com; dkim=pass header.d=contoso.com",
                "mx; dmarc=pass header.from=evil.example; dkim=pass header.d=contoso.com",
                "mx; dkim=pass header.d=evil.example header.i=@contoso.com",
                "mx; dkim=pass header.d=evil.example header.d=contoso.com",
                "mx; dkim=pass header.d=com",
                "mx; dkim=pass header.d=mail.contoso.com",
                "mx; dkim=pass header.d=toso.com",
                "mx; dkim=pass header.d=",
                "mx; dkim=neutral header.d=contoso.com",
                "mx; dkim=policy header.d=contoso.com",
                "mx; spf=softfail smtp.mailfrom=contoso.com",
                "mx; spf=pass smtp.mailfrom=bounces@evil.example",
                "mx; spf=pass smtp.helo=contoso.com",
                "mx; spf=pass smtp.mailfrom=\"x;dkim=pass header.d=contoso.com\"@evil.example",
                "mx; auth=pass smtp.auth=contoso.com",
                "compauth=pass reason=702",
                "mx (; dmarc=pass header.from=contoso.com",
                "mx; spf=fail (dkim=pass header.d=contoso.com)",
                "mx; spf=fail reason=\"; dkim=pass header.d=contoso.com",
                "mx dmarc=pass header.from=contoso.com",
                "mx; x dmarc=pass header.from=contoso.com",
                "mx; dmarc=pass (header.from=contoso.com",
                "mx; =pass header.from=contoso.com",
            })
    void domainIsNotProved(String field) {
        assertThat(proves(field, "contoso.com")).isFalse();
    }

    @Test
    void domainBelowTheProvedOne_isProved() {
        assertThat(proves("mx; dkim=pass header.d=contoso.com", "mail.contoso.com"))
                .isTrue();
        assertThat(proves("mx; dmarc=pass header.from=contoso.com", "mail.contoso.com"))
                .isFalse();
    }

    @Test
    void internationalDomain_isComparedAsInDns() {
        assertThat(proves("mx; dmarc=pass header.from=xn--bcher-kva.example", "B\u00fccher.example"))
                .isTrue();
        assertThat(proves("mx; dmarc=pass header.from=b\u00fccher.example", "xn--bcher-kva.example"))
                .isTrue();
    }

    @Test
    void exchangeOnline_namesNoServer() {
        AuthenticationResults results = AuthenticationResults.of(EXCHANGE);
        assertThat(results.server()).isEmpty();
        assertThat(results.results())
                .extracting(AuthenticationResults.Result::method)
                .containsExactly("spf", "dkim", "dmarc", "compauth");
        assertThat(results.prove("contoso.com")).isTrue();
        assertThat(results.prove("fabrikam.com")).isFalse();
    }

    @Test
    void exchangeOnline_namesTheRecipientsDomainInBetween() {
        String field = "spf=fail (sender IP is 1.1.1.1) smtp.mailfrom=amazonses.com; fabrikam.com; dkim=pass (signature"
                + " was verified) header.d=contoso.com;fabrikam.com; dmarc=bestguesspass action=none"
                + " header.from=contoso.com;";
        assertThat(AuthenticationResults.of(field).server()).isEmpty();
        assertThat(proves(field, "contoso.com")).isTrue();
        assertThat(proves(field, "fabrikam.com")).isFalse();
    }

    @Test
    void exchangeOnline_leavesValuesEmpty() {
        String field =
                "spf=temperror (sender IP is 1.1.1.1) smtp.helo=test.contoso.com; fabrikam.com; dkim=none (message"
                        + " not signed) header.d=none;fabrikam.com; dmarc=none action=none header.from=;";
        assertThat(proves(field, "contoso.com")).isFalse();
    }

    @Test
    @Timeout(60)
    void longField_takesBoundedTime() {
        for (String piece : List.of("(", "\"", "a=", ";", "\\", " ", "(()", "a=\"b\" ", "mx; dkim=pass header.d=x;")) {
            assertThat(proves(piece.repeat(20_000 / piece.length()), "contoso.com"))
                    .isFalse();
            assertThat(proves(piece.repeat(1_000_000), "contoso.com")).isFalse();
        }
    }

    @Test
    void garbage_neverFails_norProvesAnything() {
        Random random = new Random(8601);
        List<String> pieces = List.of(
                "(",
                ")",
                "\"",
                "\\",
                ";",
                "=",
                " ",
                "\t",
                "\r\n",
                "mx",
                "1",
                "/",
                "dmarc",
                "dkim",
                "spf",
                "=pass",
                "none",
                " header.from",
                " header.d",
                " header.i",
                " smtp.mailfrom",
                "=evil.example",
                "@",
                ".",
                "\u0000",
                "\ud800",
                "\u00fc");
        for (int i = 0; i < 50_000; i++) {
            StringBuilder field = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                field.append(pieces.get(random.nextInt(pieces.size())));
            }
            assertThat(proves(field.toString(), "contoso.com"))
                    .as(field.toString())
                    .isFalse();
        }
    }

    @Test
    void everyCutOfAnHonestField_isRead() {
        for (int i = 0; i < EXCHANGE.length(); i++) {
            AuthenticationResults.of(EXCHANGE.substring(i)).prove("contoso.com");
            AuthenticationResults.of(EXCHANGE.substring(0, i)).prove("contoso.com");
        }
    }
}

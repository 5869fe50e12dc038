package io.posthorn.email.internal.doctor;

import io.posthorn.email.internal.mail.wire.Transcript;
import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.internal.msal.Claims;
import io.posthorn.sandbox.Sandbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the doctor reads in tokens. */
class TokenReadingTest {

    private static final String EXCHANGE = "00000002-0000-0ff1-ce00-000000000000";
    private static Sandbox sandbox;

    private final StringBuilder printed = new StringBuilder();
    private final Chart chart =
            new Chart(finding -> printed.append(new FindingText(finding)).append('\n'), Transcript.NONE, text -> text);

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private TokenReading token(String... scopes) {
        String token = sandbox.newAccessToken(sandbox.user("alice"), Duration.ofHours(1), scopes);
        return claims(Claims.text(token));
    }

    private TokenReading claims(Map<String, String> claims) {
        return new TokenReading(new TokenFacts(claims), chart);
    }

    private String printed() {
        return printed.toString();
    }

    @Test
    void tokenForGraph_isNotForTheMailServers() {
        assertThatThrownBy(() -> token("https://graph.microsoft.com/Mail.Send").audience(Cloud.GLOBAL))
                .isInstanceOf(StoppedException.class);
        assertThat(printed())
                .contains(
                        "FAILED   Audience: The token is for 00000003-0000-0000-c000-000000000000",
                        "mail servers take tokens for https://outlook.office.com only");
    }

    @Test
    void bothNamesOfExchange_andItsNumber_areItsAudience() {
        token("https://outlook.office.com/SMTP.Send").audience(Cloud.GLOBAL);
        token("https://outlook.office365.com/SMTP.Send").audience(Cloud.OUTLOOK_COM);
        claims(Map.of("aud", "https://outlook.office365.com/")).audience(Cloud.GLOBAL);
        claims(Map.of("aud", EXCHANGE)).audience(Cloud.GCC_HIGH);
        claims(Map.of("aud", "https://outlook.office365.us")).audience(Cloud.GCC_HIGH);
        claims(Map.of("aud", "https://outlook-dod.office365.us")).audience(Cloud.DOD);
        assertThat(printed().lines()).hasSize(6).allMatch(line -> line.startsWith("ok "));
    }

    @Test
    void tokenOfAnotherCloud_isRefused() {
        assertThatThrownBy(() -> token("https://outlook.office.com/SMTP.Send").audience(Cloud.CHINA))
                .hasMessageContaining("'Audience'");
        assertThat(printed()).contains("Check the fields Cloud and Mail Resource");
    }

    @Test
    void otherAudienceInACloudOfOnesOwn_isAWarning() {
        Cloud own = Cloud.custom(URI.create("https://login.example"), URI.create("https://mail.example"));
        claims(Map.of("aud", "dovecot")).audience(own);
        assertThat(printed()).startsWith("warning  Audience: The token is for dovecot");
    }

    @Test
    void missingScope_isNamed_withWhatThereIs() {
        assertThatThrownBy(() -> token("https://outlook.office.com/IMAP.AccessAsUser.All")
                        .permissions(List.of(Permission.SMTP_SEND, Permission.IMAP_ACCESS)))
                .isInstanceOf(StoppedException.class);
        assertThat(printed())
                .contains("FAILED   Scopes: The token does not hold the permission SMTP.Send; it holds"
                        + " IMAP.AccessAsUser.All.");
    }

    @Test
    void missingRole_isNamed() {
        assertThatThrownBy(() -> claims(Map.of("idtyp", "app", "roles", "IMAP.AccessAsApp"))
                        .permissions(List.of(Permission.IMAP_ACCESS, Permission.POP_ACCESS)))
                .isInstanceOf(StoppedException.class);
        assertThat(printed()).contains("does not hold the role POP.AccessAsApp; it holds IMAP.AccessAsApp.");
    }

    @Test
    void opaqueToken_isLeftToTheServers() {
        TokenReading opaque = claims(Claims.text("EwAoA8l6BAAU..."));
        opaque.audience(Cloud.OUTLOOK_COM);
        opaque.permissions(List.of(Permission.SMTP_SEND));
        assertThat(printed())
                .contains("ok       Audience: The token is opaque", "ok       Scopes: The token does not say");
    }
}

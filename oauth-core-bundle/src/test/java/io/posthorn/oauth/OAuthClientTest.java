package io.posthorn.oauth;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OAuthClientTest {

    private static OAuthClient client(String tenant, String refreshToken) {
        return new OAuthClient(Cloud.GLOBAL, tenant, "app", "the-secret", refreshToken);
    }

    @Test
    void toString_showsNoSecret() {
        assertThat(client("common", "the-refresh-token").toString())
                .contains("common", "app")
                .doesNotContain("the-secret", "the-refresh-token");
        assertThat(new AccessToken("the-token", Instant.EPOCH).toString()).doesNotContain("the-token");
    }

    @Test
    void pastedBlanks_areTakenOff() {
        assertThat(client(" common ", " token\n")).isEqualTo(client("common", "token"));
    }

    @Test
    void refreshToken_isNeeded() {
        assertThatThrownBy(() -> client("common", " ")).hasMessage("The refresh token is empty.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "contoso?", "https://contoso"})
    void tenant_mustBeOne(String tenant) {
        assertThatThrownBy(() -> client(tenant, "token")).hasMessageContaining("is no tenant");
    }

    @Test
    void authority_isNormalized() {
        assertThat(Cloud.of(URI.create("HTTPS://Login.MicrosoftOnline.com/"))).isEqualTo(Cloud.GLOBAL);
        assertThat(Cloud.GLOBAL.scope(Permission.SMTP_SEND)).isEqualTo("https://outlook.office.com/SMTP.Send");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://login.example", "login.example", "https:///x", "ftp://login.example"})
    void authority_mustBeHttps(String authority) {
        assertThatThrownBy(() -> Cloud.of(URI.create(authority))).hasMessageContaining("is not an https address");
    }

    @Test
    void authority_withATenant_isExplained() {
        assertThatThrownBy(() -> Cloud.of(URI.create("https://login.example/common")))
                .hasMessageContaining("has a path")
                .hasMessageContaining("the tenant in its own field");
    }
}

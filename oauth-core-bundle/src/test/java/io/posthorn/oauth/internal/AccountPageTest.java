package io.posthorn.oauth.internal;

import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.Credential;
import io.posthorn.oauth.Grant;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.page.WrongPageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.util.converter.Converters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The page OAuth 2.0 account, right and wrong. */
class AccountPageTest {

    private static final String PAGE = "On the page OAuth 2.0 account (io.posthorn.oauth.account~work), the field ";

    @TempDir
    private Path folder;

    private static OAuthClient client(String... fields) {
        Map<String, String> page = new HashMap<>(Map.of("name", "work", "client.id", "app", "tenant", "contoso.com"));
        for (int i = 0; i < fields.length; i += 2) {
            page.put(fields[i], fields[i + 1]);
        }
        AccountConfig config = Converters.standardConverter().convert(page).to(AccountConfig.class);
        return new AccountPage(config).client("io.posthorn.oauth.account~work");
    }

    private static void assertWrong(String sentence, String... fields) {
        assertThatThrownBy(() -> client(fields))
                .isInstanceOf(WrongPageException.class)
                .hasMessageStartingWith(PAGE + sentence);
    }

    @Test
    void leastPage_isAPublicClientThatSignsIn() {
        OAuthClient client = client();
        assertThat(client.cloud()).isEqualTo(Cloud.GLOBAL);
        assertThat(client.credential()).isEqualTo(Credential.NONE);
        assertThat(client.grant()).isEqualTo(new Grant.SignedIn("work"));
    }

    @Test
    void customCloud_hasItsOwnAuthorityAndResource() {
        OAuthClient client = client(
                "cloud", "Custom", "authority", "https://login.contoso.test", "mail.resource", "https://mail.test/");
        assertThat(client.cloud().authority()).hasHost("login.contoso.test");
        assertThat(client.cloud().appScope()).isEqualTo("https://mail.test/.default");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name     | ''                 | Name is empty.
            name     | a b                | Name is 'a b'. Use letters, digits
            name     | own-1              | Name is 'own-1'. Names that begin with own-
            client.id| ' '                | Client ID is empty.
            cloud    | Mars               | Cloud is 'Mars'. Give Global, Outlook.com, GCC High, DoD, China or Custom.
            cloud    | Custom             | Authority is empty. Cloud Custom needs it
            authority| http://x.test      | Authority is not usable. 'http://x.test' is not an https address.
            tenant   | consumers          | Tenant is not usable. Applications for personal Microsoft accounts only
            tenant   | ''                 | Tenant is not usable. '' is no tenant.
            grant    | password           | Grant is 'password'. Give refresh_token or client_credentials.
            grant    | client_credentials | Client Secret is empty, and so is Client Certificate. Client credentials need one of them.
            .other.client.secret | x      | Other Client Secret is filled in, and Client Secret is empty.
            .refresh.token | $[secret:no] | Refresh Token is '$[secret:no]', and there is no readable file no
            client.certificate | /no/such | Client Certificate is not usable. There is no file '/no/such'.
            """)
    void wrongField_isNamed(String field, String value, String sentence) {
        assertWrong(sentence, field, value);
    }

    @ParameterizedTest
    @CsvSource({"common", "organizations", "Common"})
    void appOnly_needsOneTenant(String tenant) {
        assertWrong(
                "Tenant is not usable. '" + tenant + "' does not go with client credentials",
                "grant",
                "client_credentials",
                ".client.secret",
                "x",
                "tenant",
                tenant);
    }

    @Test
    void appOnly_isNotForPersonalMailboxes_norWithARefreshToken() {
        assertWrong(
                "Grant is client_credentials, which personal mailboxes do not allow.",
                "grant",
                "client_credentials",
                "cloud",
                "Outlook.com");
        assertWrong(
                "Refresh Token is filled in, but Grant is client_credentials",
                "grant",
                "client_credentials",
                ".client.secret",
                "x",
                ".refresh.token",
                "y");
    }

    @Test
    void certificateWithoutItsKey_isNamed() {
        TestCertificate certificate = TestCertificate.good();
        assertWrong(
                "Client Certificate is not usable. The file '",
                "client.certificate",
                certificate.pemWithoutKey(folder.resolve("a.pem")).toString());
        assertThatThrownBy(() -> client(
                        "client.certificate",
                        certificate
                                .pkcs12WithoutKey(folder.resolve("a.p12"), "x")
                                .toString(),
                        ".client.certificate.password",
                        "x"))
                .hasMessageContaining("holds no private key with its certificate");
    }

    @Test
    void wrongPassword_isNamed_andNeverShown() {
        Path file = TestCertificate.good().pkcs12(folder.resolve("a.p12"), "the right one");
        assertThatThrownBy(() ->
                        client("client.certificate", file.toString(), ".client.certificate.password", "a wrong one"))
                .hasMessageContaining("The password does not open the file '" + file + "'")
                .hasMessageContaining("Client Certificate Password")
                .hasMessageNotContaining("a wrong one");
    }

    @Test
    void fileThatIsNeither_isNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "hello");
        assertThatThrownBy(() -> client("client.certificate", file.toString()))
                .hasMessageContaining("is neither PKCS#12 nor PEM");
    }

    @Test
    void secretAndCertificate_areNotBothTaken() {
        Path file = TestCertificate.good().pem(folder.resolve("a.pem"));
        assertWrong(
                "Client Certificate is filled in, and so is a client secret.",
                "client.certificate",
                file.toString(),
                ".client.secret",
                "x");
    }
}

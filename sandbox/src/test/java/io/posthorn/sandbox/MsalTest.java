package io.posthorn.sandbox;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.DeviceCode;
import com.microsoft.aad.msal4j.DeviceCodeFlowParameters;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.PublicClientApplication;
import com.microsoft.aad.msal4j.RefreshTokenParameters;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** Microsoft's own client library gets along with the authority. */
class MsalTest {
    private static final Set<String> APP_SCOPE = Set.of("https://outlook.office365.com/.default");

    @Test
    void msal_getsAppTokensBySecretAndByCertificate() throws Exception {
        AppCertificate certificate = AppCertificate.FIRST;
        try (Sandbox sandbox = Sandbox.builder()
                .certificate(certificate.certificate())
                .appMailbox("alice")
                .start()) {
            IClientCredential secret = ClientCredentialFactory.createFromSecret(sandbox.clientSecret());
            IClientCredential key = ClientCredentialFactory.createFromCertificate(
                    certificate.keys().getPrivate(), certificate.certificate());
            for (IClientCredential credential : new IClientCredential[] {secret, key}) {
                String token = confidential(sandbox, credential)
                        .acquireToken(
                                ClientCredentialParameters.builder(APP_SCOPE).build())
                        .get(60, TimeUnit.SECONDS)
                        .accessToken();
                new MailClient(sandbox).imap("alice@contoso.test", token).close();
            }
            assertThat(sandbox.tokenRequests().get(1).parameters()).containsEntry("client_assertion", "***");
        }
    }

    @Test
    void msal_refreshesAndItsHeadersAreSeen() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            IAuthenticationResult result = confidential(
                            sandbox, ClientCredentialFactory.createFromSecret(sandbox.clientSecret()))
                    .acquireToken(RefreshTokenParameters.builder(
                                    Set.of("https://outlook.office.com/SMTP.Send"),
                                    sandbox.newRefreshToken(sandbox.user("alice")))
                            .build())
                    .get(60, TimeUnit.SECONDS);
            assertThat(result.account().username()).isEqualTo("alice@contoso.test");
            assertThat(sandbox.tokenRequests()).hasSize(1);
            assertThat(sandbox.tokenRequests().get(0).headers())
                    .containsEntry("x-client-sku", "MSAL.Java")
                    .containsKeys("x-client-ver", "x-client-os", "client-request-id");
        }
    }

    @Test
    void msal_signsADeviceIn() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().publicClient(true).start()) {
            Entra browser = new Entra(sandbox);
            User bob = sandbox.user("bob");
            PublicClientApplication app = PublicClientApplication.builder(sandbox.clientId())
                    .authority(sandbox.authority() + "/organizations/")
                    .instanceDiscovery(false)
                    .sslSocketFactory(Trust.in(sandbox).getSocketFactory())
                    .build();
            IAuthenticationResult result = app.acquireToken(DeviceCodeFlowParameters.builder(
                                    Set.of("https://outlook.office.com/IMAP.AccessAsUser.All"),
                                    code -> signIn(browser, code, bob))
                            .build())
                    .get(60, TimeUnit.SECONDS);
            new MailClient(sandbox).imap(bob.address(), result.accessToken()).close();
        }
    }

    private static void signIn(Entra browser, DeviceCode code, User user) {
        try {
            browser.visit(
                    java.net.URI.create(code.verificationUri()).getPath(),
                    Map.of("otc", code.userCode(), "login", user.address(), "passwd", user.password()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static ConfidentialClientApplication confidential(Sandbox sandbox, IClientCredential credential)
            throws Exception {
        return ConfidentialClientApplication.builder(sandbox.clientId(), credential)
                .authority(sandbox.authority() + "/" + sandbox.tenantId() + "/")
                .instanceDiscovery(false)
                .sslSocketFactory(Trust.in(sandbox).getSocketFactory())
                .build();
    }
}

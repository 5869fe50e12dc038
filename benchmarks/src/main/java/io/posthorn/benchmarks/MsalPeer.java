package io.posthorn.benchmarks;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.RefreshTokenParameters;
import com.microsoft.aad.msal4j.SilentParameters;
import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.Permission;

import java.net.MalformedURLException;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.function.UnaryOperator;

/** MSAL4J alone, as its documentation has it: one application object, a refresh token brought in once, silent calls. */
final class MsalPeer {

    private final ConfidentialClientApplication application;
    private final SilentParameters silently;

    private MsalPeer(Stand stand, UnaryOperator<ConfidentialClientApplication.Builder> more) {
        Set<String> scopes = Set.of(Cloud.of(stand.sandbox.authority()).scope(Permission.SMTP_SEND));
        try {
            application = more.apply(ConfidentialClientApplication.builder(
                                    stand.sandbox.clientId(),
                                    ClientCredentialFactory.createFromSecret(stand.sandbox.clientSecret()))
                            .authority(stand.sandbox.authority() + "/" + stand.sandbox.tenantId() + "/")
                            .instanceDiscovery(false)
                            .httpClient(new SandboxHttp(
                                    stand.sandbox.authority().getPort(),
                                    stand.network.tls().getSocketFactory())))
                    .build();
            IAuthenticationResult first = application
                    .acquireToken(
                            RefreshTokenParameters.builder(scopes, stand.seed()).build())
                    .get();
            silently = SilentParameters.builder(scopes, first.account()).build();
        } catch (MalformedURLException | InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without an executor of its own: a silent call goes to the common pool, or to a new thread where there are two cores or one. */
    static MsalPeer asItComes(Stand stand) {
        return new MsalPeer(stand, application -> application);
    }

    static MsalPeer with(Stand stand, ExecutorService threads) {
        return new MsalPeer(stand, application -> application.executorService(threads));
    }

    String token() {
        try {
            return application.acquireTokenSilently(silently).get().accessToken();
        } catch (MalformedURLException | InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** MSAL4J takes no clock, so its cache is told, in the format that it keeps caches in, that its token ends now. */
    void expire() {
        long now = InstantSource.system().instant().getEpochSecond();
        String cache = application.tokenCache().serialize();
        String expired = cache.replaceAll("\"expires_on\":\"\\d+\"", "\"expires_on\":\"" + now + "\"");
        if (expired.equals(cache)) {
            throw new IllegalStateException("MSAL4J keeps the end of a token elsewhere than expected.");
        }
        application.tokenCache().deserialize(expired);
    }
}

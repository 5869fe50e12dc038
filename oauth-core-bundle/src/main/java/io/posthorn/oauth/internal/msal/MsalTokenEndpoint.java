package io.posthorn.oauth.internal.msal;

import com.microsoft.aad.msal4j.AuthorizationCodeParameters;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.DeviceCodeFlowParameters;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.RefreshTokenParameters;
import io.posthorn.oauth.Credential;
import io.posthorn.oauth.Grant;
import io.posthorn.oauth.Network;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import io.posthorn.oauth.internal.AuthorizationCode;
import io.posthorn.oauth.internal.SignInAnswer;
import io.posthorn.oauth.internal.SignInEndpoint;
import io.posthorn.oauth.internal.TokenEndpoint;
import io.posthorn.oauth.internal.TokenResponse;

import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Asks for tokens through MSAL4J, with our own HTTP client under it. Each request gets a new application object, so that MSAL's
 * token cache, which keeps stale refresh tokens, never matters.
 */
public final class MsalTokenEndpoint implements TokenEndpoint, SignInEndpoint, AutoCloseable {

    private static final Set<String> WRONG_SECRET = Set.of("AADSTS7000215", "AADSTS7000222", "AADSTS70002");

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private final Network network;
    private final InstantSource clock;
    private final Duration answerTimeout;
    private final ExecutorService executor = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "posthorn-msal");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Waits half a minute for an answer.
     *
     * @param network how authorities are reached; asked for each request
     * @param clock tells whether a client certificate is valid
     */
    public MsalTokenEndpoint(Network network, InstantSource clock) {
        this(network, clock, ANSWER_TIMEOUT);
    }

    /**
     * Waits as long as it is told.
     *
     * @param network how authorities are reached; asked for each request
     * @param clock tells whether a client certificate is valid
     * @param answerTimeout from the request to the end of the answer
     */
    public MsalTokenEndpoint(Network network, InstantSource clock, Duration answerTimeout) {
        this.network = network;
        this.clock = clock;
        this.answerTimeout = answerTimeout;
    }

    @Override
    public TokenResponse request(OAuthClient client, String refreshToken, Set<String> scopes) {
        Question question = client.grant() instanceof Grant.ClientCredentials
                ? application -> application.confidential().acquireToken(appOnly(client))
                : application -> application
                        .any()
                        .acquireToken(RefreshTokenParameters.builder(scopes, refreshToken)
                                .build());
        Reply reply = ask(client, scopes, question);
        return reply.tokens(granted(client, scopes, reply.scopes()));
    }

    private static ClientCredentialParameters appOnly(OAuthClient client) {
        return ClientCredentialParameters.builder(Set.of(client.cloud().appScope()))
                .skipCache(true)
                .build();
    }

    @Override
    public SignInAnswer redeem(OAuthClient client, AuthorizationCode code, Set<String> scopes) {
        AuthorizationCodeParameters parameters = AuthorizationCodeParameters.builder(code.value(), code.redirect())
                .scopes(scopes)
                .codeVerifier(code.verifier())
                .build();
        return ask(client, scopes, application -> application.any().acquireToken(parameters))
                .signedIn(scopes);
    }

    @Override
    public SignInAnswer byDevice(OAuthClient client, Set<String> scopes, Consumer<String> instructions) {
        DeviceCodeFlowParameters parameters = DeviceCodeFlowParameters.builder(
                        scopes, code -> instructions.accept(code.message()))
                .build();
        return ask(client, scopes, application -> application.publicOne().acquireToken(parameters))
                .signedIn(scopes);
    }

    /** While one secret takes the place of another, either may be the one that is good already, or still. */
    private Reply ask(OAuthClient client, Set<String> scopes, Question question) {
        if (!(client.credential() instanceof Credential.Secret secret)
                || secret.other().isEmpty()) {
            return askOnce(client, scopes, question);
        }
        try {
            return askOnce(with(client, secret.value()), scopes, question);
        } catch (TokenException e) {
            if (!WRONG_SECRET.contains(e.code())) {
                throw e;
            }
            return askOnce(with(client, secret.other()), scopes, question);
        }
    }

    private static OAuthClient with(OAuthClient client, String secret) {
        return new OAuthClient(
                client.cloud(), client.tenant(), client.clientId(), Credential.secret(secret), client.grant());
    }

    private Reply askOnce(OAuthClient client, Set<String> scopes, Question question) {
        TokenExchange exchange = new TokenExchange(Route.to(client.cloud().authority(), network), answerTimeout);
        try {
            IAuthenticationResult result =
                    answer(question.of(new Applications(client, exchange, executor, clock.instant())));
            if (exchange.text("access_token").isEmpty()) {
                throw exchange.failure(client, scopes, new IllegalStateException("no access token"));
            }
            return new Reply(exchange);
        } catch (ExecutionException e) {
            if (exchange.text("access_token").isPresent()) {
                return new Reply(
                        exchange); // MSAL dislikes something of it; the tokens are there, and the old ones may be dead
            }
            throw exchange.failure(client, scopes, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TokenException(Kind.TEMPORARY, "", "The thread was stopped while it waited for a token.", e);
        } catch (RejectedExecutionException e) {
            throw new TokenException(Kind.TEMPORARY, "", "Posthorn is being stopped, so no token is fetched.", e);
        } catch (MalformedURLException e) {
            throw new TokenException(
                    Kind.APP_CONFIGURATION,
                    "",
                    "The authority " + client.cloud().authority() + " is no address.",
                    e);
        }
    }

    /** Whoever stops waiting for a device code stops the asking, too. */
    private static IAuthenticationResult answer(CompletableFuture<IAuthenticationResult> asked)
            throws ExecutionException, InterruptedException {
        try {
            return asked.get();
        } catch (InterruptedException e) {
            asked.cancel(true);
            throw e;
        }
    }

    @FunctionalInterface
    private interface Question {
        CompletableFuture<IAuthenticationResult> of(Applications application) throws MalformedURLException;
    }

    private record Reply(TokenExchange exchange) {

        String accessToken() {
            return exchange.text("access_token").orElseThrow();
        }

        String scopes() {
            return exchange.text("scope").orElse("").strip();
        }

        TokenResponse tokens(Set<String> scopes) {
            return new TokenResponse(accessToken(), exchange.expiresIn(), scopes, exchange.refreshToken());
        }

        /** An answer that names no scopes grants what was asked for (RFC 6749, section 5.1). */
        SignInAnswer signedIn(Set<String> asked) {
            String named = scopes();
            Set<String> scopes = named.isEmpty() ? asked : Set.copyOf(List.of(named.split("\\s+")));
            return new SignInAnswer(tokens(scopes), exchange.user().or(() -> Claims.user(accessToken())));
        }
    }

    /**
     * What was asked for, and what else the answer names; it need name nothing (RFC 6749, section 5.1). An app-only token
     * is good for all that the application was given, whatever that is.
     */
    private static Set<String> granted(OAuthClient client, Set<String> asked, String answered) {
        Set<String> granted = new HashSet<>(asked);
        if (client.grant() instanceof Grant.ClientCredentials) {
            for (Permission permission : Permission.values()) {
                granted.add(client.cloud().scope(permission));
            }
        } else if (!answered.isEmpty()) {
            granted.addAll(List.of(answered.split("\\s+")));
        }
        return Set.copyOf(granted);
    }

    /** Asks for its metadata. Whatever it answers, it has been reached. */
    @Override
    public String reach(URI authority) {
        Route route = Route.to(authority, network);
        return authority + new TokenExchange(route, answerTimeout).reach(authority);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}

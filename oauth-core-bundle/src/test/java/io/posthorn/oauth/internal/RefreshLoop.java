package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.internal.msal.MsalTokenEndpoint;
import io.posthorn.oauth.internal.network.NetworkPages;
import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server of its own for tests that kill it: asks for a token, lets it expire, and so on. Its clock jumps to the end of each
 * token. It prints how many answers of the authority it had got when a token was handed out, or the failure that ended it.
 */
final class RefreshLoop {

    /** What a failure's line begins with. */
    static final String FAILED = "failed ";

    private static final PrintStream out = System.out;

    private final AtomicInteger answers = new AtomicInteger();
    private volatile Instant now = Instant.now();

    private RefreshLoop() {}

    public static void main(String[] none) throws IOException {
        // Settings hold secrets, so they come by the standard input, up to an empty line.
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Map<String, String> settings = new HashMap<>();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            int equals = line.indexOf('=');
            settings.put(line.substring(0, equals), line.substring(equals + 1));
        }
        Thread parent = new Thread(() -> endWith(in));
        parent.setDaemon(true);
        parent.start();
        new RefreshLoop().run(settings);
    }

    /** The parent holds the other end, and the system closes it even if that one is killed. */
    private static void endWith(BufferedReader in) {
        try {
            in.read();
        } catch (IOException e) {
            // The same as its end.
        }
        Runtime.getRuntime().halt(1);
    }

    private void run(Map<String, String> settings) {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (OpenStore store = store(settings);
                MsalTokenEndpoint authority = new MsalTokenEndpoint(
                        NetworkPages.of("trusted.certificates", settings.get("ca.file")), InstantSource.system())) {
            JdbcTokenStore tokens = new JdbcTokenStore(store, Duration.parse(settings.get("lease")));
            TokenEndpoint counted = (client, refreshToken, scopes) -> counted(authority, client, refreshToken, scopes);
            Accounts accounts = new Accounts(new Surroundings(counted, tokens, () -> now, threads, () -> 0));
            refresh(accounts, client(settings), Integer.parseInt(settings.get("refreshes")));
        } catch (TokenException e) {
            out.println(FAILED + e.kind() + " " + e.getMessage());
        } finally {
            threads.shutdownNow();
        }
        out.flush();
    }

    private void refresh(Accounts accounts, OAuthClient client, int refreshes) {
        try (OAuthAccount account = accounts.open(client)) {
            while (answers.get() < refreshes) {
                AccessToken token = account.token(Permission.SMTP_SEND);
                out.println(answers.get());
                out.flush();
                now = token.expiresAt();
            }
        }
    }

    private TokenResponse counted(
            TokenEndpoint authority, OAuthClient client, String refreshToken, Set<String> scopes) {
        TokenResponse response = authority.request(client, refreshToken, scopes);
        answers.incrementAndGet();
        return response;
    }

    private static OpenStore store(Map<String, String> settings) {
        Path folder = Path.of(settings.get("folder"));
        String url = settings.get("jdbc.url");
        return url.isEmpty() ? Stores.embedded(folder) : Stores.postgres(url, Postgres.USER, Postgres.USER, folder);
    }

    private static OAuthClient client(Map<String, String> settings) {
        return new OAuthClient(
                Cloud.of(URI.create(settings.get("authority"))),
                "common",
                settings.get("client.id"),
                settings.get("client.secret"),
                settings.get("refresh.token"));
    }
}

package io.posthorn.oauth.internal.msal;

import io.posthorn.advice.Advice;
import io.posthorn.advice.AdviceTable;
import io.posthorn.oauth.Proxy;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What goes wrong at the proxy, before the authority hears of it.
 *
 * @param proxy the one in the way
 * @param authority where the request was to go
 */
record ProxyFailure(Proxy proxy, URI authority) {

    private static final Pattern TUNNEL_FAILED = Pattern.compile("Tunnel failed, got: (\\d{3})");
    private static final int SERVER_ERROR = 500;

    /** What an exception of the JDK's HTTP client says of the proxy; empty if the proxy is not to blame. */
    Optional<TokenException> of(IOException trouble) {
        Matcher status = TUNNEL_FAILED.matcher(String.valueOf(trouble.getMessage()));
        if (status.matches()) {
            return Optional.of(refused(Integer.parseInt(status.group(1)), trouble));
        }
        if (trouble instanceof ProtocolException) {
            return Optional.of(noProxy(trouble));
        }
        return trouble instanceof ConnectException || trouble instanceof HttpConnectTimeoutException
                ? Optional.of(unreachable(trouble))
                : Optional.empty();
    }

    private TokenException refused(int status, IOException trouble) {
        return failure(status >= SERVER_ERROR ? "cannot reach" : "refused", "HTTP " + status, trouble);
    }

    private TokenException noProxy(IOException trouble) {
        return failure("no proxy", "", trouble);
    }

    private TokenException unreachable(IOException trouble) {
        return failure("unreachable", ", or does not answer", trouble);
    }

    /** After an answer 407: an authority never gives that. */
    TokenException loginWanted(String offered) {
        if (!offered.isEmpty() && !offered.toLowerCase(Locale.ROOT).contains("basic")) {
            return failure("other login", offered.split("[ ,]", 2)[0], null);
        }
        return failure(proxy.hasLogin() ? "login kept back" : "login wanted", "", null);
    }

    private TokenException failure(String key, String said, @Nullable IOException cause) {
        Advice advice = AdviceTable.get("PROXY", key);
        String text = advice.text(Map.of(
                "proxy",
                address(),
                "proxy-user",
                proxy.user(),
                "target",
                "authority " + authority,
                "what",
                "authority",
                "name",
                authority.getHost(),
                "host",
                "the field Authority",
                "said",
                said));
        Kind kind = advice.kind().equals(Kind.TEMPORARY.name()) ? Kind.TEMPORARY : Kind.APP_CONFIGURATION;
        return new TokenException(kind, "", text, cause);
    }

    private String address() {
        return proxy.host() + ":" + proxy.port();
    }
}

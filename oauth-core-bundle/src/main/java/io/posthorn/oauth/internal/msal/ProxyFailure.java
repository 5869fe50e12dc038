package io.posthorn.oauth.internal.msal;

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
    private static final String ON_PAGE = " on the page Network (io.posthorn.network)";
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
        String to = " (HTTP " + status + "). ";
        if (status >= SERVER_ERROR) {
            return failure(
                    Kind.TEMPORARY,
                    trouble,
                    name() + " cannot reach the authority " + authority + to + "Check the field Authority, and the"
                            + " proxy; otherwise try again later.");
        }
        return failure(
                Kind.APP_CONFIGURATION,
                trouble,
                name() + " does not let this server through to the authority " + authority + to
                        + "Have it allow CONNECT to there, or, if the authority is reached without the proxy, list "
                        + authority.getHost() + " in the field Proxy Exceptions" + ON_PAGE + ".");
    }

    private TokenException noProxy(IOException trouble) {
        return failure(
                Kind.APP_CONFIGURATION,
                trouble,
                "What answers at " + address() + " is no HTTP proxy. Check the fields Proxy Host and Proxy Port"
                        + ON_PAGE + ".");
    }

    private TokenException unreachable(IOException trouble) {
        return failure(
                Kind.TEMPORARY,
                trouble,
                name() + " cannot be reached, or does not answer. Check the fields Proxy Host and Proxy Port" + ON_PAGE
                        + ", DNS and firewall; or list " + authority.getHost() + " in Proxy Exceptions there, if it is"
                        + " reached without the proxy.");
    }

    /** After an answer 407: an authority never gives that. */
    TokenException loginWanted(String offered) {
        if (!offered.isEmpty() && !offered.toLowerCase(Locale.ROOT).contains("basic")) {
            return failure(
                    Kind.APP_CONFIGURATION,
                    null,
                    name() + " wants a login by " + offered.split("[ ,]", 2)[0]
                            + ", and Posthorn knows Basic only. Have"
                            + " the proxy take a Basic login or this server without one.");
        }
        if (!proxy.hasLogin()) {
            return failure(
                    Kind.APP_CONFIGURATION,
                    null,
                    name() + " wants a login. Fill in the fields Proxy User and Proxy Password" + ON_PAGE + ".");
        }
        return failure(
                Kind.APP_CONFIGURATION,
                null,
                name() + " refused the login of " + proxy.user() + ". Check the fields Proxy User and Proxy Password"
                        + ON_PAGE + ". If they are right, Java has kept them back: start it with"
                        + " -Djdk.http.auth.tunneling.disabledSchemes= (and nothing behind the equals sign).");
    }

    private String name() {
        return "The proxy " + address();
    }

    private String address() {
        return proxy.host() + ":" + proxy.port();
    }

    private static TokenException failure(Kind kind, @Nullable IOException cause, String message) {
        return new TokenException(kind, "", message, cause);
    }
}

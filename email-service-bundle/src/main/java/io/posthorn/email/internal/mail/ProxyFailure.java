package io.posthorn.email.internal.mail;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.oauth.Proxy;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What goes wrong at the proxy, before the mail server hears of it. Nothing was sent when it happens.
 *
 * @param proxy the one in the way
 */
record ProxyFailure(Proxy proxy, ConnectionSettings settings, Fields fields) {

    private static final Pattern REFUSED = Pattern.compile("connection through proxy .* failed: (.*)", Pattern.DOTALL);
    private static final Pattern STATUS = Pattern.compile("HTTP/\\S+ (\\d{3}).*", Pattern.DOTALL);
    private static final String ON_PAGE = " on the page Network (io.posthorn.network)";
    private static final int LOGIN_WANTED = 407;
    private static final int SERVER_ERROR = 500;

    /** What to tell the administrator; null if the proxy is not to blame. */
    @Nullable
    EmailException of(Exception e) {
        if (MailFailures.chain(e).noneMatch(MailConnectException.class::isInstance)) {
            return null;
        }
        Throwable cause = MailFailures.chain(e).reduce((before, last) -> last).orElse(e);
        Matcher refused = REFUSED.matcher(MailFailures.text(cause));
        return refused.matches() ? refused(refused.group(1), e) : unreachable(cause, e);
    }

    private EmailException refused(String said, Exception e) {
        Matcher status = STATUS.matcher(said);
        if (!status.matches()) {
            return noProxy(e);
        }
        int code = Integer.parseInt(status.group(1));
        if (code == LOGIN_WANTED) {
            return failure(Kind.CONFIGURATION, e, loginWanted());
        }
        String at = " the " + settings.server() + " (\"" + said + "\"). ";
        if (code >= SERVER_ERROR) {
            String advice = "Check {host} and {port}, and the proxy; otherwise try again later.";
            return failure(Kind.TEMPORARY, e, name() + " cannot reach" + at + fields.fill(advice));
        }
        return failure(
                Kind.CONFIGURATION,
                e,
                name() + " does not let this server through to" + at
                        + "Have it allow CONNECT to there, or, if the mail server is reached without the proxy, list "
                        + settings.host() + " in the field Proxy Exceptions" + ON_PAGE + ".");
    }

    private String loginWanted() {
        if (!proxy.hasLogin()) {
            return name() + " wants a login. Fill in the fields Proxy User and Proxy Password" + ON_PAGE + ".";
        }
        return name() + " refused the login of " + proxy.user() + ". Check the fields Proxy User and Proxy Password"
                + ON_PAGE + "; Posthorn knows the Basic login only.";
    }

    private EmailException unreachable(Throwable cause, Exception e) {
        return failure(
                Kind.TEMPORARY,
                e,
                name() + " cannot be reached (" + NetworkFailure.reason(cause)
                        + "). Check the fields Proxy Host and Proxy Port" + ON_PAGE + ", DNS and firewall; or list "
                        + settings.host() + " in Proxy Exceptions there, if it is reached without the proxy.");
    }

    /** What Angus makes of an answer that no HTTP proxy would give. */
    EmailException noProxy(Exception e) {
        return failure(
                Kind.CONFIGURATION,
                e,
                "What answers at " + address() + " is no HTTP proxy. Check the fields Proxy Host and Proxy Port"
                        + ON_PAGE + ".");
    }

    private String name() {
        return "The proxy " + address();
    }

    String address() {
        return proxy.host() + ":" + proxy.port();
    }

    private static EmailException failure(Kind kind, Exception cause, String message) {
        return new EmailException(kind, "", message, cause);
    }
}

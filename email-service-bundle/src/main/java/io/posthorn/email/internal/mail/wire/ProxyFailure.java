package io.posthorn.email.internal.mail.wire;

import io.posthorn.advice.Advice;
import io.posthorn.advice.AdviceTable;
import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.oauth.Proxy;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What goes wrong at the proxy, before the mail server hears of it. Nothing was sent when it happens.
 *
 * @param proxy the one in the way
 */
public record ProxyFailure(Proxy proxy, ConnectionSettings settings, Fields fields) {

    private static final Pattern REFUSED = Pattern.compile("connection through proxy .* failed: (.*)", Pattern.DOTALL);
    private static final Pattern STATUS = Pattern.compile("HTTP/\\S+ (\\d{3}).*", Pattern.DOTALL);
    private static final int LOGIN_WANTED = 407;
    private static final int SERVER_ERROR = 500;

    /** What to tell the administrator; null if the proxy is not to blame. */
    @Nullable
    public EmailException of(Exception e) {
        if (MailFailures.chain(e).noneMatch(MailConnectException.class::isInstance)) {
            return null;
        }
        Throwable cause = MailFailures.chain(e).reduce((before, last) -> last).orElse(e);
        if (cause instanceof NoSuchElementException) {
            return noProxy(e); // how Angus breaks off at an answer of one word
        }
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
            return failure(proxy.hasLogin() ? "login refused" : "login wanted", "", e);
        }
        return failure(code >= SERVER_ERROR ? "cannot reach" : "refused", '"' + said + '"', e);
    }

    private EmailException unreachable(Throwable cause, Exception e) {
        return failure("unreachable", " (" + NetworkFailure.reason(cause) + ")", e);
    }

    /** What Angus makes of an answer that no HTTP proxy would give. */
    public EmailException noProxy(Exception e) {
        return failure("no proxy", "", e);
    }

    private EmailException failure(String key, String said, Exception cause) {
        Advice advice = AdviceTable.get("PROXY", key);
        String text = advice.text(Map.of(
                "proxy", address(),
                "proxy-user", proxy.user(),
                "target", settings.server(),
                "what", "mail server",
                "name", settings.host(),
                "host", "{host} and {port}",
                "said", said));
        return new EmailException(
                Kind.valueOf(advice.kind()),
                "",
                fields.fill(text),
                advice.pause().orElse(null),
                List.of(),
                cause);
    }

    public String address() {
        return proxy.host() + ":" + proxy.port();
    }
}

package io.posthorn.email.internal.mail.wire;

import io.posthorn.advice.Advice;
import io.posthorn.advice.AdviceTable;
import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import org.jspecify.annotations.Nullable;

import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Trouble below the mail protocol: names, connections, TLS. Nothing was sent when it happens. */
public final class NetworkFailure {

    private static final Pattern OTHER_NAME =
            Pattern.compile("No subject alternative|No name matching|not match", Pattern.CASE_INSENSITIVE);
    private static final Pattern EXPIRED =
            Pattern.compile("validity check failed|NotAfter|NotBefore", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNTRUSTED =
            Pattern.compile("PKIX|certification path|unable to find valid", Pattern.CASE_INSENSITIVE);
    /** A server without TLS would have answered something. */
    private static final Pattern HUNG_UP = Pattern.compile(
            "terminated the handshake|closed connection during handshake|Connection reset|Broken pipe|Socket closed",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern NO_STARTTLS =
            Pattern.compile("(STARTTLS|STLS) (is )?required but", Pattern.CASE_INSENSITIVE);

    private NetworkFailure() {}

    /** What to tell the administrator; null if the network is not to blame. */
    public static @Nullable EmailException of(Exception e, ConnectionSettings settings, Fields fields) {
        Throwable cause = MailFailures.chain(e)
                .filter(NetworkFailure::isNetwork)
                .reduce((before, last) -> last)
                .orElse(null);
        if (cause == null) {
            return null;
        }
        Advice advice = AdviceTable.get("NETWORK", key(cause));
        String text = advice.text(Map.of("server", settings.server(), "said", reason(cause)));
        return new EmailException(
                Kind.valueOf(advice.kind()),
                "",
                fields.fill(text),
                advice.pause().orElse(null),
                List.of(),
                e);
    }

    /** Which row of the table. */
    private static String key(Throwable cause) {
        String said = MailFailures.text(cause);
        if (NO_STARTTLS.matcher(said).find()) {
            return "no starttls";
        }
        if (OTHER_NAME.matcher(said).find()) {
            return "other name";
        }
        if (EXPIRED.matcher(said).find()) {
            return "expired";
        }
        if (UNTRUSTED.matcher(said).find()) {
            return "untrusted";
        }
        return cause instanceof SSLException && !HUNG_UP.matcher(said).find() ? "no tls" : "unreachable";
    }

    private static boolean isNetwork(Throwable cause) {
        return cause instanceof SSLException
                || cause instanceof SocketException
                || cause instanceof SocketTimeoutException
                || cause instanceof UnknownHostException
                || cause instanceof java.security.cert.CertificateException
                || NO_STARTTLS.matcher(MailFailures.text(cause)).find();
    }

    public static String reason(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return "DNS does not know the name";
        }
        if (cause instanceof SocketTimeoutException) {
            return "it did not answer in time";
        }
        if (cause instanceof ConnectException) {
            return "connection refused";
        }
        return MailFailures.text(cause);
    }
}

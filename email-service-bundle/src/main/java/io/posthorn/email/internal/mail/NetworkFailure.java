package io.posthorn.email.internal.mail;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import org.jspecify.annotations.Nullable;

import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Trouble below the mail protocol: names, connections, TLS. Nothing was sent when it happens. */
final class NetworkFailure {

    private static final Pattern OTHER_NAME =
            Pattern.compile("No subject alternative|No name matching|not match", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNTRUSTED =
            Pattern.compile("PKIX|certification path|unable to find valid", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_STARTTLS =
            Pattern.compile("(STARTTLS|STLS) (is )?required but", Pattern.CASE_INSENSITIVE);

    private NetworkFailure() {}

    /** What to tell the administrator; null if the network is not to blame. */
    static @Nullable EmailException of(Exception e, ConnectionSettings settings, Fields fields) {
        String server = "The " + settings.server();
        Throwable cause = MailFailures.chain(e)
                .filter(NetworkFailure::isNetwork)
                .reduce((before, last) -> last)
                .orElse(null);
        if (cause == null) {
            return null;
        }
        String said = MailFailures.text(cause);
        if (NO_STARTTLS.matcher(said).find()) {
            return failure(
                    Kind.CONFIGURATION,
                    fields,
                    e,
                    server + " does not offer STARTTLS, so nothing was sent to"
                            + " it. Check {host} and {port}, and whether something on the way strips STARTTLS.");
        }
        if (OTHER_NAME.matcher(said).find()) {
            return failure(
                    Kind.CONFIGURATION,
                    fields,
                    e,
                    server + " shows a certificate for another name (" + said
                            + "), so no login was tried. Put the name that the certificate bears into {host}.");
        }
        if (UNTRUSTED.matcher(said).find()) {
            return failure(
                    Kind.CONFIGURATION,
                    fields,
                    e,
                    server + " shows a certificate of an authority that is not"
                            + " trusted, so no login was tried. If it is your company's, put its PEM file into the field"
                            + " Trusted Certificates on the page Network (io.posthorn.network).");
        }
        if (cause instanceof SSLException) {
            return failure(
                    Kind.CONFIGURATION,
                    fields,
                    e,
                    server + " and this side found no way to speak TLS (" + said
                            + "). Check {port} and {security}: TLS and STARTTLS live on different ports.");
        }
        return failure(
                Kind.TEMPORARY,
                fields,
                e,
                server + " cannot be reached (" + reason(cause)
                        + "). Check {host} and {port}, DNS and firewall; otherwise try again later.");
    }

    private static boolean isNetwork(Throwable cause) {
        return cause instanceof SSLException
                || cause instanceof SocketException
                || cause instanceof SocketTimeoutException
                || cause instanceof UnknownHostException
                || cause instanceof java.security.cert.CertificateException
                || NO_STARTTLS.matcher(MailFailures.text(cause)).find();
    }

    static String reason(Throwable cause) {
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

    private static EmailException failure(Kind kind, Fields fields, Exception cause, String message) {
        return new EmailException(kind, "", fields.fill(message), cause);
    }
}

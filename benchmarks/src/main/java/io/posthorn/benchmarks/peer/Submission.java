package io.posthorn.benchmarks.peer;

import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/**
 * A server that takes mail by SMTP with STARTTLS and XOAUTH2.
 *
 * @param host its name
 * @param port its port
 * @param user the mailbox
 * @param token the access token
 * @param caFile what its certificate is signed by
 * @param tls trusts just that
 */
public record Submission(String host, int port, String user, String token, Path caFile, SSLContext tls) {

    /** The same behind another port. */
    public Submission behind(int other) {
        return new Submission(host, other, user, token, caFile, tls);
    }

    @Override
    public String toString() {
        return "Submission[" + user + " at " + host + ":" + port + "]";
    }
}

package io.posthorn.benchmarks.watch;

import javax.net.ssl.SSLContext;

/**
 * A mailbox to be watched by IMAP under TLS and XOAUTH2.
 *
 * @param host of the server
 * @param port of the server
 * @param user its address
 * @param token an access token, for those who are given one
 * @param refreshToken for those who get their tokens by themselves
 * @param tls trusts just that server
 */
public record Inbox(String host, int port, String user, String token, String refreshToken, SSLContext tls) {

    @Override
    public String toString() {
        return "Inbox[" + user + " at " + host + ":" + port + "]";
    }
}

package io.posthorn.sandbox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class TrafficTest {
    private final Sandbox sandbox = Sandbox.start();
    private final User alice = sandbox.user("alice");

    @AfterEach
    void close() {
        sandbox.close();
    }

    private int flights(int connection) {
        return sandbox.exchange().connections().get(connection).flights();
    }

    @Test
    void flights_areCountedByConnection() throws Exception {
        try (Submitter submitter = new Submitter(sandbox, alice)) {
            // EHLO, STARTTLS, EHLO, AUTH
            assertThat(flights(0)).isEqualTo(4);
            submitter.submit("1", "bob@contoso.test");
            // MAIL, RCPT, DATA, message
            assertThat(flights(0)).isEqualTo(8);
            RawClient client = submitter.client();
            client.send("MAIL FROM:<alice@contoso.test>\r\nRCPT TO:<bob@contoso.test>\r\nBDAT 28 LAST\r\n"
                    + "From: alice@contoso.test\r\n");
            client.read();
            client.read();
            assertThat(client.read()).startsWith("250 ");
            assertThat(flights(0)).isEqualTo(9);
        }
        try (RawClient client = Imap.selected(sandbox, alice)) {
            assertThat(flights(1)).isEqualTo(2);
            client.send("A2 NOOP\r\nA3 NOOP");
            client.read();
            client.read();
            assertThat(flights(1)).isEqualTo(3);
        }
    }

    @Test
    void connections_areCountedByMailboxAndProtocol() throws Exception {
        Exchange exchange = sandbox.exchange();
        RawClient first = Imap.selected(sandbox, alice);
        RawClient second = Imap.selected(sandbox, alice);
        assertThat(exchange.openConnections(Protocol.IMAP, alice)).isEqualTo(2);
        assertThat(exchange.openConnections(Protocol.POP3, alice)).isZero();
        first.imap("A9 LOGOUT");
        first.close();
        assertThat(exchange.openConnections(Protocol.IMAP, alice)).isEqualTo(1);
        second.imap("A9 LOGOUT");
        second.close();
        assertThat(exchange.openConnections(Protocol.IMAP, alice)).isZero();
        assertThat(exchange.mostConnections(Protocol.IMAP, alice)).isEqualTo(2);
        assertThat(exchange.connections())
                .containsExactly(
                        new MailConnection(Protocol.IMAP, alice.address(), 3, false),
                        new MailConnection(Protocol.IMAP, alice.address(), 3, false));
        try (RawClient refused = Imap.greeted(sandbox)) {
            refused.ask("A1 AUTHENTICATE XOAUTH2 "
                    + RawClient.xoauth2(alice.address(), sandbox.newAccessToken(alice, Duration.ofSeconds(-1))));
            assertThat(exchange.connections().get(2).mailbox()).isEmpty();
        }
    }
}

package io.posthorn.sandbox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FaultProxyTest {
    private final Sandbox sandbox = Sandbox.start();
    private final User alice = sandbox.user("alice");
    private final User bob = sandbox.user("bob");
    private final String good = RawClient.xoauth2(alice.address(), sandbox.newAccessToken(alice, Duration.ofHours(1)));

    @AfterEach
    void close() {
        sandbox.close();
    }

    private RawClient smtp(FaultProxy proxy) throws IOException {
        RawClient client = RawClient.smtp(sandbox, proxy.port());
        assertThat(client.ask("AUTH XOAUTH2 " + good)).startsWith("235 ");
        return client;
    }

    private RawClient imap(FaultProxy proxy) throws IOException {
        RawClient client = RawClient.tls(sandbox, proxy.port());
        assertThat(client.read()).startsWith("* OK ");
        assertThat(client.ask("A0 AUTHENTICATE XOAUTH2 " + good)).startsWith("A0 OK ");
        return client;
    }

    /** The JDK takes an end of TCP for an end of TLS, or throws. */
    private static void assertCut(RawClient client) throws IOException {
        try {
            assertThat(client.read()).isNull();
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            assertThat(e).isNotNull();
        }
    }

    private static void assertSilent(RawClient client) throws IOException {
        client.timeout(200);
        assertThatThrownBy(client::read).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void goodProxy_carriesAllProtocols() throws Exception {
        try (RawClient client = smtp(sandbox.proxy(Protocol.SMTP))) {
            client.ask("MAIL FROM:<alice@contoso.test>");
            client.ask("RCPT TO:<bob@contoso.test>");
            client.ask("DATA");
            assertThat(client.ask("From: alice@contoso.test\r\n\r\n"
                            + "x".repeat(70).concat("\r\n").repeat(20_000) + "."))
                    .startsWith("250 ");
            assertThat(client.ask("QUIT")).startsWith("221 ");
            assertThat(client.read()).isNull();
        }
        assertThat(sandbox.messages(bob).get(0)).hasSize(26 + 2 + 72 * 20_000);
        try (RawClient client = imap(sandbox.proxy(Protocol.IMAP))) {
            assertThat(client.ask("A1 APPEND INBOX {5}")).startsWith("+");
            assertThat(client.ask("a: b")).startsWith("A1 ");
        }
        try (RawClient client =
                RawClient.tls(sandbox, sandbox.proxy(Protocol.POP3).port())) {
            client.read();
            client.ask("AUTH XOAUTH2");
            assertThat(client.ask(good)).startsWith("+OK ");
        }
        FaultProxy authority = sandbox.proxy(Protocol.HTTPS);
        assertThat(get(authority).statusCode()).isEqualTo(200);
        assertThat(authority.connections()).isEqualTo(1);
    }

    private HttpResponse<String> get(FaultProxy proxy) throws Exception {
        URI uri = URI.create("https://localhost:" + proxy.port() + "/common/oauth2/v2.0/authorize?client_id="
                + sandbox.clientId() + "&response_type=code&redirect_uri=http%3A%2F%2Flocalhost&scope=User.Read");
        HttpClient http = HttpClient.newBuilder().sslContext(Trust.in(sandbox)).build();
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void cutBehindTheEndOfData_losesTheReplyAndNotTheMail() throws Exception {
        FaultProxy proxy = sandbox.proxy(Protocol.SMTP).cut(After.line(Direction.TO_SERVER, ".\r"));
        try (RawClient client = smtp(proxy);
                RawClient idle = Imap.selected(sandbox, bob)) {
            idle.ask("A2 IDLE");
            client.ask("MAIL FROM:<alice@contoso.test>");
            client.ask("RCPT TO:<bob@contoso.test>");
            client.ask("DATA");
            client.send("From: alice@contoso.test\r\n\r\n..dot\r\n.");
            assertCut(client);
            assertThat(idle.read()).isEqualTo("* 1 EXISTS");
        }
    }

    @Test
    void cutBehindAReply_isAfterThatReply() throws Exception {
        FaultProxy proxy = sandbox.proxy(Protocol.SMTP).cut(After.line(Direction.TO_CLIENT, "354 "));
        try (RawClient client = smtp(proxy)) {
            client.ask("MAIL FROM:<alice@contoso.test>");
            client.ask("RCPT TO:<bob@contoso.test>");
            assertThat(client.ask("DATA")).startsWith("354 ");
            assertCut(client);
        }
        assertThat(sandbox.messages(bob)).isEmpty();
    }

    private void awaitDialogue(String line) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!sandbox.dialogue().contains(line) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(sandbox.dialogue()).contains(line);
    }

    @Test
    void cutBeforeTls_isAfterTheLineToo() throws Exception {
        FaultProxy proxy = sandbox.proxy(Protocol.SMTP).cut(After.line(Direction.TO_SERVER, "STARTTLS"));
        try (RawClient client = RawClient.plain(sandbox, proxy.port())) {
            client.read();
            client.smtp("EHLO client.test");
            assertThat(client.ask("STARTTLS")).isNull();
        }
        awaitDialogue("SMTP C: STARTTLS"); // the server reads it in its own time
        proxy.heal();
        smtp(proxy).close();
    }

    @Test
    void cutAfterLinesOrOctets_isThere() throws Exception {
        FaultProxy proxy = sandbox.proxy(Protocol.IMAP).cut(After.lines(Direction.TO_CLIENT, 3));
        try (RawClient client = imap(proxy)) {
            assertThat(client.ask("A1 CAPABILITY")).startsWith("* CAPABILITY ");
            assertCut(client);
        }
        FaultProxy pop3 = sandbox.proxy(Protocol.POP3).cut(After.octets(Direction.TO_CLIENT, 3));
        try (RawClient client = RawClient.tls(sandbox, pop3.port())) {
            assertThat(client.readOctets(3)).isEqualTo("+OK");
            assertCut(client);
        }
        FaultProxy onTheWire = sandbox.proxy(Protocol.POP3).passTls(true).cut(After.octets(Direction.TO_CLIENT, 100));
        assertThatThrownBy(() -> RawClient.tls(sandbox, onTheWire.port()).ask("CAPA"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void cutAuthority_failsItsRequest() throws Exception {
        FaultProxy proxy = sandbox.proxy(Protocol.HTTPS).cut(After.line(Direction.TO_CLIENT, "HTTP/1.1 200"));
        assertThatThrownBy(() -> get(proxy)).isInstanceOf(IOException.class);
        proxy.heal();
        assertThat(get(proxy).statusCode()).isEqualTo(200);
    }

    @Test
    void halfOpenConnection_saysNothing() throws Exception {
        FaultProxy proxy = sandbox.proxy(Protocol.SMTP).silence(After.opening());
        try (RawClient client = RawClient.plain(sandbox, proxy.port())) {
            assertSilent(client);
        }
        FaultProxy imap = sandbox.proxy(Protocol.IMAP).silence(After.line(Direction.TO_CLIENT, "+ IDLE"));
        try (RawClient client = imap(imap)) {
            client.imap("A1 SELECT INBOX");
            assertThat(client.ask("A2 IDLE")).startsWith("+ ");
            sandbox.deliver(alice, "Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertSilent(client);
            client.send("DONE");
            assertSilent(client);
        }
    }

    @Test
    void stripped_startTls_showsAuthInClear() throws Exception {
        FaultProxy proxy = sandbox.proxy(Protocol.SMTP).stripStartTls(true);
        try (RawClient client = RawClient.plain(sandbox, proxy.port())) {
            assertThat(client.read()).startsWith("220 ");
            assertThat(client.smtp("EHLO client.test"))
                    .contains("250-AUTH LOGIN XOAUTH2")
                    .noneMatch(line -> line.contains("STARTTLS"));
            assertThat(client.ask("STARTTLS")).startsWith("502 ");
        }
        User user = alice;
        MailClient angus = new MailClient(sandbox);
        try (var transport = angus.session().getTransport("smtp")) {
            assertThatThrownBy(() -> transport.connect("localhost", proxy.port(), user.address(), angus.token(user)))
                    .hasMessageContaining("STARTTLS is required");
        }
        assertThat(sandbox.loginAttempts()).isEmpty();
    }

    @Test
    void capability_isTakenOut() throws Exception {
        FaultProxy smtp = sandbox.proxy(Protocol.SMTP).without("chunking", "SMTPUTF8", "XOAUTH2");
        try (RawClient client = RawClient.smtp(sandbox, smtp.port())) {
            assertThat(client.smtp("EHLO client.test"))
                    .contains("250-AUTH LOGIN", "250-BINARYMIME", "250 OK")
                    .noneMatch(line -> line.contains("CHUNKING") || line.contains("UTF8"));
        }
        FaultProxy imap = sandbox.proxy(Protocol.IMAP).without("IDLE", "XOAUTH2");
        try (RawClient client = RawClient.tls(sandbox, imap.port())) {
            client.read();
            assertThat(client.imap("A1 CAPABILITY").get(0))
                    .isEqualTo("* CAPABILITY IMAP4 IMAP4rev1 AUTH=PLAIN SASL-IR UIDPLUS ID UNSELECT CHILDREN"
                            + " NAMESPACE LITERAL+");
        }
        FaultProxy pop3 = sandbox.proxy(Protocol.POP3).without("UIDL", "PLAIN");
        try (RawClient client = RawClient.tls(sandbox, pop3.port())) {
            client.read();
            assertThat(client.pop3("CAPA")).containsExactly("+OK", "TOP", "SASL XOAUTH2", "USER", ".");
        }
    }

    @Test
    void latencyAndBandwidth_keepTheOrder() throws Exception {
        FaultProxy proxy =
                sandbox.proxy(Protocol.SMTP).latency(Duration.ofMillis(5)).bandwidth(1_000_000);
        long start = System.nanoTime();
        try (RawClient client = smtp(proxy)) {
            client.send("MAIL FROM:<alice@contoso.test>\r\nRCPT TO:<bob@contoso.test>\r\nDATA");
            assertThat(List.of(client.read(), client.read(), client.read()))
                    .extracting(line -> line.substring(0, 3))
                    .containsExactly("250", "250", "354");
        }
        // Greeting, EHLO, STARTTLS, EHLO, AUTH, one flight: never sooner than the network allows.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(55));
    }

    @Test
    void proxy_endsWithItsSandbox() throws Exception {
        FaultProxy proxy = sandbox.proxy(Protocol.IMAP);
        try (RawClient client = imap(proxy)) {
            sandbox.close();
            assertCut(client);
        }
        assertThatThrownBy(() -> RawClient.plain(sandbox, proxy.port())).isInstanceOf(ConnectException.class);
    }

    @Test
    void cutNow_endsWhatIsOpen() throws Exception {
        FaultProxy proxy = sandbox.proxy(Protocol.IMAP);
        try (RawClient client = imap(proxy)) {
            proxy.cutNow();
            assertCut(client);
        }
        imap(proxy).close();
    }

    @Test
    void certificate_isTheSandboxesUnlessTlsPasses() throws Exception {
        try (Sandbox elsewhere =
                Sandbox.builder().certificateFor("mail.fabrikam.test").start()) {
            FaultProxy proxy = elsewhere.proxy(Protocol.IMAP);
            MailClient client = new MailClient(elsewhere);
            client.imapAt(proxy.port(), "alice@contoso.test", client.token(elsewhere.user("alice")))
                    .close();
            proxy.passTls(true);
            assertThatThrownBy(() -> client.imapAt(proxy.port(), "alice@contoso.test", "x"))
                    .hasStackTraceContaining("No subject alternative DNS name matching localhost");
        }
    }
}

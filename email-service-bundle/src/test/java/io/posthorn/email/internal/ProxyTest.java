package io.posthorn.email.internal;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailService;
import io.posthorn.email.Protocol;
import io.posthorn.email.Query;
import io.posthorn.sandbox.HttpProxy;
import io.posthorn.sandbox.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Mail through a company's proxy. The mail servers are called by their address here, the authority by its name. */
class ProxyTest {

    private static final String MAIL_HOST = "127.0.0.1";
    private static final String ON_PAGE = " on the page Network (io.posthorn.network)";

    private Stand stand = new Stand();
    private HttpProxy proxy = stand.sandbox.httpProxy();

    @AfterEach
    void stop() {
        stand.close();
    }

    private void sandbox(Sandbox.Builder builder) {
        stand.close();
        stand = new Stand(builder.start());
        proxy = stand.sandbox.httpProxy();
    }

    /** The page Network with the proxy on this port, and with more fields. */
    private void throughPort(int port, String... more) {
        String[] fields = {
            "trusted.certificates", stand.sandbox.caFile().toString(),
            "proxy.host", "localhost",
            "proxy.port", String.valueOf(port)
        };
        String[] all = java.util.Arrays.copyOf(fields, fields.length + more.length);
        System.arraycopy(more, 0, all, fields.length, more.length);
        stand.network(all);
    }

    private EmailService service(Protocol protocol) {
        boolean pop3 = protocol == Protocol.POP3;
        return stand.service(
                "smtp.host",
                MAIL_HOST,
                "receive.host",
                MAIL_HOST,
                "receive.protocol",
                pop3 ? "POP3" : "IMAP",
                "receive.port",
                String.valueOf(pop3 ? stand.sandbox.pop3Port() : stand.sandbox.imapPort()));
    }

    /** Sends or receives, whatever the protocol is for. */
    private void use(EmailService service, Protocol protocol) {
        if (protocol == Protocol.SMTP) {
            String alice = stand.alice.address();
            service.sendWithDocument(
                    Email.builder().from(alice).to(alice).subject("Through").build(),
                    Document.of("a.txt", "text/plain", new byte[] {1}));
        } else {
            service.receive(Query.newest(), mail -> {});
        }
    }

    private EmailException failure(Protocol protocol) {
        EmailService service = service(protocol);
        EmailException e = catchThrowableOfType(EmailException.class, () -> use(service, protocol));
        assertThat(e).as("a failure of " + protocol).isNotNull();
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        assertThat(stand.sandbox.issuedSecrets()).noneMatch(trace.toString()::contains);
        assertThat(stand.sandbox.loginAttempts()).isEmpty();
        return e;
    }

    private int port(Protocol protocol) {
        return switch (protocol) {
            case SMTP -> stand.sandbox.smtpPort();
            case IMAP -> stand.sandbox.imapPort();
            case POP3 -> stand.sandbox.pop3Port();
        };
    }

    private HttpProxy.Request opened(String host, int port, boolean withLogin) {
        return new HttpProxy.Request("CONNECT " + host + ":" + port, withLogin, 200);
    }

    @ParameterizedTest
    @EnumSource
    void tokenAndMail_goThroughTheProxy(Protocol protocol) {
        throughPort(proxy.port());
        use(service(protocol), protocol);
        assertThat(proxy.requests())
                .containsExactly(
                        opened("localhost", stand.sandbox.authority().getPort(), false),
                        opened(MAIL_HOST, port(protocol), false));
        assertThat(stand.sandbox.loginAttempts())
                .containsExactly(protocol + " XOAUTH2 " + stand.alice.address() + " tls");
    }

    @ParameterizedTest
    @EnumSource
    void login_isMadeAtTheProxy_andNowhereElse(Protocol protocol) {
        proxy.login(true);
        throughPort(proxy.port(), "proxy.user", proxy.user(), ".proxy.password", proxy.password());
        use(service(protocol), protocol);
        assertThat(proxy.requests())
                .containsExactly(
                        opened("localhost", stand.sandbox.authority().getPort(), true),
                        opened(MAIL_HOST, port(protocol), true));
        assertThat(stand.sandbox.tokenRequests())
                .singleElement()
                .satisfies(request -> assertThat(request.headers()).doesNotContainKey("proxy-authorization"));
    }

    @Test
    void proxyThatRefuses_isNamed() {
        proxy.refuse(true);
        throughPort(proxy.port(), "proxy.exceptions", "localhost");
        for (Protocol protocol : Protocol.values()) {
            EmailException e = failure(protocol);
            assertThat(e.kind()).isEqualTo(Kind.APPLICATION);
            assertThat(e)
                    .hasMessage("The proxy localhost:" + proxy.port() + " does not let this server through to the "
                            + protocol + " server 127.0.0.1:" + port(protocol)
                            + " (\"HTTP/1.1 403 Forbidden\"). Have it"
                            + " allow CONNECT to there, or, if the mail server is reached without the proxy, list 127.0.0.1"
                            + " in the field Proxy Exceptions" + ON_PAGE + ".");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SMTP", "POP3"})
    void proxyThatWantsALogin_isNamed(Protocol protocol) {
        proxy.login(true);
        throughPort(proxy.port(), "proxy.exceptions", "localhost");
        EmailException none = failure(protocol);
        assertThat(none.kind()).isEqualTo(Kind.APPLICATION);
        assertThat(none)
                .hasMessage("The proxy localhost:" + proxy.port() + " wants a login. Fill in the fields Proxy User and"
                        + " Proxy Password" + ON_PAGE + ".");
        String wrong = "wrong-" + proxy.password().toLowerCase(Locale.ROOT);
        throughPort(proxy.port(), "proxy.exceptions", "localhost", "proxy.user", "somebody", ".proxy.password", wrong);
        EmailException refused = failure(protocol);
        assertThat(refused.kind()).isEqualTo(Kind.APPLICATION);
        assertThat(refused)
                .hasMessage("The proxy localhost:" + proxy.port() + " refused the login of somebody. Check the fields"
                        + " Proxy User and Proxy Password" + ON_PAGE + "; Posthorn knows the Basic login only.");
        assertThat(proxy.requests()).hasSize(2); // each once
    }

    @Test
    void proxyThatIsNotThere_isNamed() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        throughPort(free, "proxy.exceptions", "localhost");
        for (Protocol protocol : Protocol.values()) {
            EmailException e = failure(protocol);
            assertThat(e.kind()).isEqualTo(Kind.TEMPORARY);
            assertThat(e)
                    .hasMessage("The proxy localhost:" + free
                            + " cannot be reached (connection refused). Check the fields"
                            + " Proxy Host and Proxy Port" + ON_PAGE + ", DNS and firewall; or list 127.0.0.1 in Proxy"
                            + " Exceptions there, if it is reached without the proxy.");
        }
    }

    @Test
    void proxyWhoseNameIsUnknown_isNamed() {
        throughPort(8080, "proxy.host", "no-such-proxy.invalid", "proxy.exceptions", "localhost");
        for (Protocol protocol : Protocol.values()) {
            assertThat(failure(protocol))
                    .hasMessageStartingWith(
                            "The proxy no-such-proxy.invalid:8080 cannot be reached (DNS does not know the name).");
        }
    }

    @Test
    void proxyThatCannotGoOn_isTemporary() {
        proxy.answer(502);
        throughPort(proxy.port(), "proxy.exceptions", "localhost");
        for (Protocol protocol : Protocol.values()) {
            EmailException e = failure(protocol);
            assertThat(e.kind()).isEqualTo(Kind.TEMPORARY);
            assertThat(e)
                    .hasMessageStartingWith("The proxy localhost:" + proxy.port() + " cannot reach the " + protocol)
                    .hasMessageEndingWith("(The fields are on the page Email service (io.posthorn.email).)");
        }
    }

    @Test
    void whatIsNoProxy_isNamed() throws Exception {
        for (String greeting :
                List.of("220 mail.contoso.com ESMTP\r\n", "+OK\r\n", "SSH-2.0-OpenSSH Debian\r\n", "\1 \2 \3\r\n")) {
            whatIsNoProxy_isNamed(greeting);
        }
    }

    private void whatIsNoProxy_isNamed(String greeting) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            throughPort(listener.getLocalPort(), "proxy.exceptions", "localhost");
            for (Protocol protocol : Protocol.values()) {
                Thread server = new Thread(() -> greet(listener, greeting));
                server.start();
                EmailException e = failure(protocol);
                server.join();
                assertThat(e.kind()).as(protocol + ": " + e).isEqualTo(Kind.APPLICATION);
                assertThat(e)
                        .hasMessage("What answers at localhost:" + listener.getLocalPort() + " is no HTTP proxy. Check"
                                + " the fields Proxy Host and Proxy Port" + ON_PAGE + ".");
            }
        }
    }

    /** Takes the whole request first: what is unread would turn the end into a reset. */
    private static void greet(ServerSocket listener, String greeting) {
        try (Socket socket = listener.accept()) {
            readHead(socket);
            socket.getOutputStream().write(greeting.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void proxyThatHangsUp_isNamed() throws Exception {
        for (boolean abruptly : new boolean[] {false, true}) {
            for (Protocol protocol : Protocol.values()) {
                try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
                    throughPort(listener.getLocalPort(), "proxy.exceptions", "localhost");
                    Thread server = new Thread(() -> hangUp(listener, abruptly));
                    server.start();
                    assertThat(failure(protocol)).hasMessageContaining(" proxy localhost:" + listener.getLocalPort());
                    server.join();
                }
            }
        }
    }

    private static void hangUp(ServerSocket listener, boolean abruptly) {
        try (Socket socket = listener.accept()) {
            readHead(socket);
            if (abruptly) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void readHead(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) socket.getInputStream().read());
        }
    }

    @Test
    void mailHostAmongTheExceptions_isReachedDirectly() {
        throughPort(proxy.port(), "proxy.exceptions", "example.com, 127.*");
        use(service(Protocol.SMTP), Protocol.SMTP);
        assertThat(proxy.requests())
                .containsExactly(opened("localhost", stand.sandbox.authority().getPort(), false));
        assertThat(stand.sandbox.messages(stand.alice)).hasSize(1);
    }

    @Test
    void serverWithACertificateForAnotherName_getsNoToken_inTheTunnel() {
        sandbox(Sandbox.builder().certificateFor("mail.example"));
        throughPort(proxy.port());
        for (Protocol protocol : Protocol.values()) {
            assertThat(failure(protocol))
                    .hasMessageContaining("shows a certificate for another name")
                    .hasMessageContaining("The way to it leads through the proxy localhost:" + proxy.port() + ".");
        }
    }

    @Test
    void serverWithoutXoauth2_getsNoToken_inTheTunnel() {
        sandbox(Sandbox.builder().xoauth2(false));
        throughPort(proxy.port());
        for (Protocol protocol : Protocol.values()) {
            assertThat(failure(protocol)).hasMessageContaining("does not offer XOAUTH2, so the token was not sent");
        }
    }

    @Test
    void serverWithoutStartTls_getsNoToken_inTheTunnel() {
        sandbox(Sandbox.builder().smtpStartTls(false));
        throughPort(proxy.port());
        assertThat(failure(Protocol.SMTP)).hasMessageContaining("does not offer STARTTLS, so nothing was sent");
    }

    @Test
    void changedPage_isUsedByTheNextConnection_ofTheSameService() {
        EmailService service = service(Protocol.IMAP);
        use(service, Protocol.IMAP);
        assertThat(proxy.requests()).isEmpty();
        throughPort(proxy.port());
        use(service, Protocol.IMAP);
        assertThat(proxy.requests()).containsExactly(opened(MAIL_HOST, stand.sandbox.imapPort(), false));
        assertThat(stand.sandbox.tokenRequests()).hasSize(1);
    }

    @Test
    void wrongPage_isNamed_andNothingIsConnectedTo() {
        throughPort(proxy.port(), "proxy.port", "abc");
        for (Protocol protocol : Protocol.values()) {
            EmailException e = failure(protocol);
            assertThat(e.kind()).isEqualTo(Kind.APPLICATION);
            assertThat(e)
                    .hasMessage(
                            "On the page Network (io.posthorn.network), the field Proxy Port is 'abc'. Give a number"
                                    + " from 1 to 65535, or 0 for the standard port.");
            assertThat(stand.sandbox.tokenRequests()).isEmpty();
            assertThat(proxy.requests()).isEqualTo(List.of());
        }
    }
}

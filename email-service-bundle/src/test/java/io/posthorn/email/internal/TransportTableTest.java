package io.posthorn.email.internal;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailService;
import io.posthorn.email.Protocol;
import io.posthorn.email.Query;
import io.posthorn.sandbox.Sandbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.util.converter.Converters;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What blank, SSL and TLS mean for which protocol on which port, row by row, as the page says it. */
class TransportTableTest {

    private static Stand stand;

    @BeforeAll
    static void start() {
        stand = new Stand(Sandbox.builder().passwords(true).plainMailPorts(true).start());
    }

    @AfterAll
    static void stop() {
        stand.close();
    }

    /** The page for one half of which the table speaks. */
    private static Map<String, String> page(Protocol protocol, String security, String startTls, String port) {
        String half = protocol == Protocol.SMTP ? "smtp." : "receive.";
        Map<String, String> page = stand.page();
        page.put("oauth", "false");
        page.put(".smtp.password", stand.alice.password());
        page.put("receive.user", stand.alice.address());
        page.put(".receive.password", stand.alice.password());
        if (protocol != Protocol.SMTP) {
            page.put("receive.protocol", protocol.name());
        }
        page.put(half + "transport.security", security);
        page.put(half + "starttls", startTls);
        page.put(half + "port", port);
        return page;
    }

    /** On connections of its own: a kept one shows nothing of how it was opened. */
    private static void use(Map<String, String> page, Protocol protocol) {
        MailTransportComponent transport = new MailTransportComponent(stand.network, stand.store.store());
        var config = Converters.standardConverter().convert(page).to(EmailServiceConfig.class);
        try {
            use(
                    new EmailServiceComponent(config, new HashMap<>(page), stand.tokens, transport, stand.outbox),
                    protocol);
        } finally {
            transport.deactivate();
        }
    }

    private static void use(EmailService service, Protocol protocol) {
        if (protocol != Protocol.SMTP) {
            service.receive(Query.newest(), email -> {});
            return;
        }
        String address = stand.alice.address();
        service.sendWithDocument(
                Email.builder().from(address).to(address).build(), Document.of("a", "text/plain", new byte[1]));
    }

    private static int port(String name) {
        return switch (name) {
            case "smtp" -> stand.sandbox.smtpPort();
            case "smtps" -> stand.sandbox.smtpsPort();
            case "imap" -> stand.sandbox.plainImapPort();
            case "imaps" -> stand.sandbox.imapPort();
            case "pop3" -> stand.sandbox.plainPop3Port();
            default -> stand.sandbox.pop3Port();
        };
    }

    /** On ports that are not standard: smtp, imap and pop3 begin without TLS here, the others with it. */
    @ParameterizedTest
    @CsvSource({
        "SMTP, '',   automatic, smtp,  nothing",
        "SMTP, NONE, automatic, smtp,  nothing",
        "SMTP, '',   always,    smtp,  nothing",
        "SMTP, SSL,  automatic, smtps, tls",
        "SMTP, SSL,  always,    smtps, tls",
        "SMTP, TLS,  automatic, smtp,  starttls",
        "SMTP, TLS,  '',        smtp,  starttls",
        "SMTP, TLS,  always,    smtp,  starttls",
        "SMTP, TLS,  never,     smtps, tls",
        "IMAP, '',   automatic, imap,  nothing",
        "IMAP, none, automatic, imap,  nothing",
        "IMAP, SSL,  automatic, imaps, tls",
        "IMAP, TLS,  automatic, imaps, tls",
        "IMAP, TLS,  never,     imaps, tls",
        "IMAP, TLS,  always,    imap,  starttls",
        "POP3, '',   automatic, pop3,  nothing",
        "POP3, None, automatic, pop3,  nothing",
        "POP3, SSL,  automatic, pop3s, tls",
        "POP3, TLS,  automatic, pop3s, tls",
        "POP3, TLS,  never,     pop3s, tls",
        "POP3, tls,  Always,    pop3,  starttls",
    })
    void connection_isProtectedAsThePageSays(
            Protocol protocol, String security, String startTls, String port, String protection) {
        int before = stand.sandbox.dialogue().size();
        use(page(protocol, security, startTls, String.valueOf(port(port))), protocol);
        assertProtected(before, protocol, protection);
        assertThat(lastLogin()).doesNotContain("XOAUTH2");
    }

    @ParameterizedTest
    @CsvSource({
        "SMTP, automatic, smtp,  starttls",
        "SMTP, never,     smtps, tls",
        "IMAP, automatic, imaps, tls",
        "IMAP, always,    imap,  starttls",
        "POP3, automatic, pop3s, tls",
        "POP3, always,    pop3,  starttls",
    })
    void oauth_goesOverTlsOfEitherForm(Protocol protocol, String startTls, String port, String protection) {
        int before = stand.sandbox.dialogue().size();
        Map<String, String> page = page(protocol, "TLS", startTls, String.valueOf(port(port)));
        page.put("oauth", "true");
        use(page, protocol);
        assertProtected(before, protocol, protection);
        assertThat(lastLogin()).startsWith(protocol + " XOAUTH2 ");
    }

    private static void assertProtected(int before, Protocol protocol, String protection) {
        List<String> dialogue = stand.sandbox.dialogue();
        boolean startTls = dialogue.subList(before, dialogue.size()).stream()
                .anyMatch(line -> line.matches(protocol + " C: ([A-Z]+\\d+ )?(STARTTLS|STLS)"));
        assertThat(startTls).isEqualTo(protection.equals("starttls"));
        assertThat(lastLogin())
                .startsWith(protocol + " ")
                .endsWith(" alice@contoso.test " + (protection.equals("nothing") ? "plain" : "tls"));
    }

    private static String lastLogin() {
        List<String> logins = stand.sandbox.loginAttempts();
        return logins.get(logins.size() - 1);
    }

    /** On the standard ports, which a test cannot listen on. */
    @ParameterizedTest
    @CsvSource({
        "SMTP, '',  0,   25,  nothing",
        "SMTP, SSL, 0,   465, tls",
        "SMTP, TLS, 0,   587, starttls",
        "SMTP, TLS, '',  587, starttls",
        "SMTP, TLS, 25,  25,  starttls",
        "SMTP, TLS, 465, 465, tls",
        "SMTP, SSL, 587, 587, tls",
        "SMTP, '',  465, 465, nothing",
        "IMAP, '',  0,   143, nothing",
        "IMAP, SSL, 0,   993, tls",
        "IMAP, TLS, 0,   993, tls",
        "IMAP, TLS, 143, 143, starttls",
        "IMAP, SSL, 143, 143, tls",
        "POP3, '',  0,   110, nothing",
        "POP3, SSL, 0,   995, tls",
        "POP3, TLS, 0,   995, tls",
        "POP3, TLS, 110, 110, starttls",
        "POP3, SSL, 110, 110, tls",
    })
    void standardPort_hasItsOwnMeaningOfTls(
            Protocol protocol, String security, String typed, int port, String protection) {
        EmailServicePage page = new EmailServicePage(Converters.standardConverter()
                .convert(page(protocol, security, "automatic", typed))
                .to(EmailServiceConfig.class));
        ConnectionSettings settings = protocol == Protocol.SMTP ? page.sending(null) : page.receiving(null);
        assertThat(settings.port()).isEqualTo(port);
        assertThat(settings.beginsWithStartTls()).isEqualTo(protection.equals("starttls"));
        assertThat(settings.security().name()).isEqualTo(security.isEmpty() ? "NONE" : security);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void startTls_isRequired_andNoPasswordGoesWithoutIt(Protocol protocol) throws IOException {
        try (WithoutTls server = new WithoutTls(protocol)) {
            EmailService service = stand.service(page(protocol, "TLS", "always", String.valueOf(server.port())));
            assertThatThrownBy(() -> use(service, protocol)).isInstanceOf(EmailException.class);
            assertThat(server.heard).isNotEmpty().noneMatch(line -> line.matches("(?i).*(AUTH|LOGIN|USER|PASS) .*"));
        }
    }

    /** A server that offers a login and no STARTTLS. */
    private static final class WithoutTls implements AutoCloseable {

        private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final Protocol protocol;

        WithoutTls(Protocol protocol) throws IOException {
            this.protocol = protocol;
            Thread thread = new Thread(this::serve);
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return listener.getLocalPort();
        }

        private void serve() {
            while (!listener.isClosed()) {
                try (Socket client = listener.accept()) {
                    converse(client);
                } catch (IOException e) {
                    // The client has gone, or the test is over.
                }
            }
        }

        private void converse(Socket client) throws IOException {
            var lines = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            say(client, protocol == Protocol.SMTP ? "220 a" : protocol == Protocol.IMAP ? "* OK a" : "+OK a");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard.add(line);
                say(client, answer(line));
            }
        }

        private static void say(Socket client, String text) throws IOException {
            client.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        private String answer(String line) {
            String tag = line.replaceFirst(" .*", "");
            return switch (protocol) {
                case SMTP -> line.startsWith("EHLO") ? "250-a\r\n250 AUTH LOGIN" : "502 no";
                case IMAP ->
                    line.endsWith("CAPABILITY")
                            ? "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n" + tag + " OK done"
                            : tag + " BAD no";
                case POP3 -> line.startsWith("CAPA") ? "+OK\r\nUSER\r\n." : "-ERR no";
            };
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}

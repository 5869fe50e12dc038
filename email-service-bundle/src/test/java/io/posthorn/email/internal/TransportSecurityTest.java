package io.posthorn.email.internal;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailService;
import io.posthorn.email.Login;
import io.posthorn.email.Protocol;
import io.posthorn.email.Query;
import io.posthorn.email.TransportSecurity;
import io.posthorn.sandbox.Sandbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Connection settings of a call's own, with password logins, over every kind of transport. */
class TransportSecurityTest {

    private static Stand stand;
    private static EmailService service;

    @BeforeAll
    static void start() {
        stand = new Stand(Sandbox.builder().passwords(true).plainMailPorts(true).start());
        service = stand.service("smtp.host", "unused.invalid", "receive.host", "unused.invalid");
    }

    @AfterAll
    static void stop() {
        stand.close();
    }

    private static ConnectionSettings settings(
            Protocol protocol, int port, TransportSecurity security, String password) {
        Login login = new Login.Password(stand.alice.address(), password);
        return new ConnectionSettings(protocol, stand.sandbox.host(), port, security, login);
    }

    private static Email mail() {
        return Email.builder()
                .from(stand.alice.address())
                .to(stand.alice.address())
                .build();
    }

    private static final Document DOCUMENT = Document.of("a.txt", "text/plain", new byte[] {1});

    private static int port(Protocol protocol, boolean tls) {
        return switch (protocol) {
            case SMTP -> stand.sandbox.smtpPort();
            case IMAP -> tls ? stand.sandbox.imapPort() : stand.sandbox.plainImapPort();
            case POP3 -> tls ? stand.sandbox.pop3Port() : stand.sandbox.plainPop3Port();
        };
    }

    @ParameterizedTest
    @CsvSource({"NONE, plain", "TLS, tls"
    }) // SSL is for ports with TLS from the first byte; the sandbox's SMTP has none
    void smtp_usesTheTransportThatWasAskedFor(TransportSecurity security, String seen) {
        int port = port(Protocol.SMTP, true);
        service.sendWithDocument(mail(), DOCUMENT, settings(Protocol.SMTP, port, security, stand.alice.password()));
        assertThat(lastLogin()).startsWith("SMTP ").endsWith(" alice@contoso.test " + seen);
    }

    @ParameterizedTest
    @CsvSource({
        "IMAP, NONE, plain",
        "IMAP, SSL, tls",
        "IMAP, TLS, tls",
        "POP3, NONE, plain",
        "POP3, SSL, tls",
        "POP3, TLS, tls"
    })
    void receiving_usesTheTransportThatWasAskedFor(Protocol protocol, TransportSecurity security, String seen) {
        int port = port(protocol, security != TransportSecurity.NONE);
        service.receive(Query.newest(), email -> {}, settings(protocol, port, security, stand.alice.password()));
        assertThat(lastLogin()).startsWith(protocol + " ").endsWith(" alice@contoso.test " + seen);
    }

    private static String lastLogin() {
        var logins = stand.sandbox.loginAttempts();
        return logins.get(logins.size() - 1);
    }

    @ParameterizedTest
    @CsvSource({"SMTP, SMTP Password", "IMAP, POP3/IMAP Password", "POP3, POP3/IMAP Password"})
    void wrongPassword_isExplained(Protocol protocol, String field) {
        ConnectionSettings wrong = settings(protocol, port(protocol, true), TransportSecurity.TLS, "wrong");
        assertThatThrownBy(() -> {
                    if (protocol == Protocol.SMTP) {
                        service.sendWithDocument(mail(), DOCUMENT, wrong);
                    } else {
                        service.receive(Query.newest(), email -> {}, wrong);
                    }
                })
                .isInstanceOfSatisfying(EmailException.class, e -> {
                    assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.APPLICATION);
                    assertThat(e).hasMessageContaining("refused the login of alice@contoso.test");
                    assertThat(e).hasMessageContaining("the field " + field);
                });
    }

    @Test
    void standardPorts_followProtocolAndSecurity() {
        assertThat(Protocol.SMTP.defaultPort(TransportSecurity.TLS)).isEqualTo(587);
        assertThat(Protocol.SMTP.defaultPort(TransportSecurity.SSL)).isEqualTo(465);
        assertThat(settings(Protocol.IMAP, 0, TransportSecurity.TLS, "p").port())
                .isEqualTo(993);
        assertThat(settings(Protocol.POP3, 0, TransportSecurity.NONE, "p").port())
                .isEqualTo(110);
        assertThat(Protocol.SMTP.startsTls(587)).isTrue();
        assertThat(Protocol.SMTP.startsTls(465)).isFalse();
        assertThat(Protocol.IMAP.startsTls(143)).isTrue();
        assertThat(Protocol.POP3.startsTls(995)).isFalse();
    }

    @Test
    void oauthLogin_cannotBeAskedForWithoutTls() {
        Login oauth = new Login.OAuth(stand.tokens.open(stand.client()), stand.alice.address());
        assertThatThrownBy(() -> new ConnectionSettings(Protocol.SMTP, "localhost", 25, TransportSecurity.NONE, oauth))
                .hasMessage("An OAuth login needs the transport security TLS; it is NONE.");
    }

    @Test
    void wrongProtocolForTheOperation_isExplained() {
        ConnectionSettings imap = settings(Protocol.IMAP, 0, TransportSecurity.TLS, "p");
        assertThatThrownBy(() -> service.sendWithDocument(mail(), DOCUMENT, imap))
                .hasMessage("Sending needs an SMTP connection; the one given is for IMAP.");
        ConnectionSettings smtp = settings(Protocol.SMTP, 0, TransportSecurity.TLS, "p");
        assertThatThrownBy(() -> service.receive(Query.newest(), email -> {}, smtp))
                .hasMessage("Receiving needs an IMAP or POP3 connection; the one given is for SMTP.");
    }
}

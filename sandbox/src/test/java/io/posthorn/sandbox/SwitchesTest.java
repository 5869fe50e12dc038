package io.posthorn.sandbox;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLHandshakeException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SwitchesTest {
    private static final String ALICE = "alice@contoso.test";

    @Test
    void smtpStartTlsOff_offersAndTakesXoauth2InClear() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().smtpStartTls(false).start();
                RawClient client = RawClient.plain(sandbox, sandbox.smtpPort())) {
            client.read();
            assertThat(client.smtp("EHLO client.test"))
                    .contains("250-AUTH LOGIN XOAUTH2")
                    .noneMatch(line -> line.contains("STARTTLS"));
            assertThat(client.ask("STARTTLS")).startsWith("502 ");
            String token = sandbox.newAccessToken(sandbox.user("alice"), Duration.ofHours(1));
            assertThat(client.ask("AUTH XOAUTH2 " + RawClient.xoauth2(ALICE, token)))
                    .startsWith("235 ");
            assertThat(sandbox.loginAttempts()).containsExactly("SMTP XOAUTH2 " + ALICE + " plain");
        }
    }

    @Test
    void xoauth2Off_isNotOfferedAnywhere() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().xoauth2(false).start()) {
            try (RawClient client = RawClient.smtp(sandbox)) {
                assertThat(client.smtp("EHLO client.test")).contains("250-AUTH PLAIN LOGIN");
                assertThat(client.ask("AUTH XOAUTH2")).startsWith("504 ");
            }
            try (RawClient client = RawClient.tls(sandbox, sandbox.imapPort())) {
                client.read();
                assertThat(client.imap("A1 CAPABILITY").get(0))
                        .contains("AUTH=PLAIN")
                        .doesNotContain("XOAUTH2");
            }
            try (RawClient client = RawClient.tls(sandbox, sandbox.pop3Port())) {
                client.read();
                assertThat(client.pop3("CAPA")).contains("SASL PLAIN");
            }
        }
    }

    @Test
    void xoauth2Off_showsThatAngusSendsTheTokenByLogin() {
        try (Sandbox sandbox = Sandbox.builder().xoauth2(false).start()) {
            MailClient client = new MailClient(sandbox);
            String token = client.token(sandbox.user("alice"));
            assertThatThrownBy(() -> client.imap(ALICE, token)).isInstanceOf(AuthenticationFailedException.class);
            assertThat(sandbox.loginAttempts()).containsExactly("IMAP LOGIN " + ALICE + " tls");
            assertThat(sandbox.dialogue()).noneMatch(line -> line.contains(token));
        }
    }

    @Test
    void passwordsOn_areTakenByAll() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().passwords(true).start()) {
            User alice = sandbox.user("alice");
            MailClient client = new MailClient(sandbox);
            client.set("smtp", "auth.mechanisms", "LOGIN");
            client.set("imap", "auth.mechanisms", "LOGIN PLAIN");
            client.set("pop3", "auth.mechanisms", "LOGIN PLAIN");
            client.send(client.message(alice, alice, "x"), ALICE, alice.password());
            client.set("smtp", "auth.mechanisms", "PLAIN");
            client.send(client.message(alice, alice, "x"), ALICE, alice.password());
            try (Store imap = client.imap(ALICE, alice.password());
                    Store pop3 = client.pop3(ALICE, alice.password())) {
                assertThat(MailClient.inbox(imap).getMessageCount()).isEqualTo(2);
                assertThat(MailClient.inbox(pop3).getMessageCount()).isEqualTo(2);
            }
            assertThatThrownBy(() -> client.imap(ALICE, "wrong")).isInstanceOf(AuthenticationFailedException.class);
            assertThatThrownBy(() -> client.pop3(ALICE, "wrong")).isInstanceOf(AuthenticationFailedException.class);
            assertThatThrownBy(() -> client.send(client.message(alice, alice, "x"), ALICE, "wrong"))
                    .hasMessageContaining("535 5.7.3");
            assertThat(sandbox.dialogue()).noneMatch(line -> line.contains(alice.password()));
        }
    }

    @Test
    void plainMailPortsOn_takePasswordsWithoutTls() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().plainMailPorts(true).start()) {
            User alice = sandbox.user("alice");
            MailClient client = new MailClient(sandbox);
            for (String protocol : new String[] {"smtp", "imap", "pop3"}) {
                client.set(protocol, "auth.mechanisms", "LOGIN PLAIN")
                        .set(protocol, "ssl.enable", "false")
                        .set(protocol, "starttls.enable", "false")
                        .set(protocol, "starttls.required", "false");
            }
            client.send(client.message(alice, alice, "x"), ALICE, alice.password());
            try (Store imap = client.session().getStore("imap");
                    Store pop3 = client.session().getStore("pop3")) {
                imap.connect(sandbox.host(), sandbox.plainImapPort(), ALICE, alice.password());
                pop3.connect(sandbox.host(), sandbox.plainPop3Port(), ALICE, alice.password());
                assertThat(MailClient.inbox(imap).getMessageCount()).isEqualTo(1);
                assertThat(MailClient.inbox(pop3).getMessageCount()).isEqualTo(1);
            }
            assertThat(sandbox.loginAttempts()).hasSize(3).allMatch(attempt -> attempt.endsWith(ALICE + " plain"));
        }
    }

    @Test
    void plainMailPortsOn_offerTlsInEveryForm() throws Exception {
        try (Sandbox sandbox =
                Sandbox.builder().plainMailPorts(true).passwords(true).start()) {
            User alice = sandbox.user("alice");
            MailClient client = new MailClient(sandbox);
            for (String protocol : new String[] {"imap", "pop3"}) {
                client.set(protocol, "auth.mechanisms", "PLAIN")
                        .set(protocol, "ssl.enable", "false")
                        .set(protocol, "starttls.enable", "true")
                        .set(protocol, "starttls.required", "true");
            }
            try (Store imap = client.session().getStore("imap");
                    Store pop3 = client.session().getStore("pop3")) {
                imap.connect(sandbox.host(), sandbox.plainImapPort(), ALICE, alice.password());
                pop3.connect(sandbox.host(), sandbox.plainPop3Port(), ALICE, alice.password());
            }
            assertThat(sandbox.loginAttempts()).hasSize(2).allMatch(attempt -> attempt.endsWith(ALICE + " tls"));
            try (RawClient smtps = RawClient.tls(sandbox, sandbox.smtpsPort())) {
                smtps.read();
                assertThat(smtps.smtp("EHLO client.test"))
                        .contains("250-AUTH LOGIN PLAIN XOAUTH2")
                        .noneMatch("250-STARTTLS"::equals);
            }
        }
    }

    @Test
    void plainMailPortsOff_areNotThere() {
        try (Sandbox sandbox = Sandbox.start()) {
            assertThatThrownBy(sandbox::plainImapPort).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(sandbox::plainPop3Port).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void certificateForAnotherName_isRefusedByClients() throws Exception {
        try (Sandbox sandbox =
                Sandbox.builder().certificateFor("mail.fabrikam.test").start()) {
            User alice = sandbox.user("alice");
            MailClient client = new MailClient(sandbox);
            String token = client.token(alice);
            assertThatThrownBy(() -> client.send(client.message(alice, alice, "x"), ALICE, token))
                    .hasRootCauseInstanceOf(java.security.cert.CertificateException.class);
            assertThatThrownBy(() -> client.imap(ALICE, token))
                    .isInstanceOf(MessagingException.class)
                    .hasStackTraceContaining("No subject alternative DNS name matching localhost");
            assertThatThrownBy(() -> client.pop3(ALICE, token)).isInstanceOf(MessagingException.class);
            assertThat(sandbox.loginAttempts()).isEmpty();
            new Entra(sandbox).token("common", new Entra(sandbox).refresh(sandbox.newRefreshToken(alice)));
        }
    }

    @Test
    void authorityCertificateForAnotherName_isRefusedByClients() {
        try (Sandbox sandbox =
                Sandbox.builder().authorityCertificateFor("login.fabrikam.test").start()) {
            Entra entra = new Entra(sandbox);
            assertThatThrownBy(() -> entra.token("common", entra.refresh("x")))
                    .isInstanceOf(IOException.class)
                    .hasStackTraceContaining(SSLHandshakeException.class.getName());
            assertThat(sandbox.tokenRequests()).isEmpty();
        }
    }

    @Test
    void clock_decidesWhatHasExpired() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
        try (Sandbox sandbox = Sandbox.builder()
                .clock(now::get)
                .accessTokenLife(Duration.ofMinutes(5))
                .start()) {
            Entra entra = new Entra(sandbox);
            var answer = entra.token("common", entra.refresh(sandbox.newRefreshToken(sandbox.user("alice"))));
            assertThat(answer).containsEntry("expires_in", 300L);
            String token = (String) answer.get("access_token");
            MailClient client = new MailClient(sandbox);
            client.imap(ALICE, token).close();
            now.set(now.get().plusSeconds(301));
            assertThatThrownBy(() -> client.imap(ALICE, token)).isInstanceOf(AuthenticationFailedException.class);
        }
    }
}

package io.posthorn.sandbox;

import org.junit.jupiter.api.Test;

import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LifecycleTest {
    @Test
    void close_leavesNothingBehind() throws Exception {
        Sandbox sandbox = Sandbox.start();
        Path folder = sandbox.caFile().getParent();
        int[] ports = {
            sandbox.smtpPort(),
            sandbox.imapPort(),
            sandbox.pop3Port(),
            sandbox.authority().getPort()
        };
        RawClient client = RawClient.tls(sandbox, sandbox.imapPort());
        client.read();
        assertThat(folder).exists();

        sandbox.close();
        assertThat(Files.exists(folder)).isFalse();
        for (int port : ports) {
            assertThatThrownBy(() -> RawClient.plain(sandbox, port)).isInstanceOf(ConnectException.class);
        }
        assertThatThrownBy(() -> {
                    if (client.read() == null) {
                        throw new java.io.EOFException();
                    }
                })
                .isInstanceOf(java.io.IOException.class);
        sandbox.close();
    }

    @Test
    void threads_neverKeepTheProcessAlive() throws Exception {
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        try (Sandbox sandbox = Sandbox.start()) {
            MailClient client = new MailClient(sandbox);
            User alice = sandbox.user("alice");
            client.send(client.message(alice, alice, "x"), alice.address(), client.token(alice));
            client.imap(alice.address(), client.token(alice)).close();
            new Entra(sandbox).token("common", new Entra(sandbox).refresh(sandbox.newRefreshToken(alice)));
            Set<Thread> ours = new HashSet<>(Thread.getAllStackTraces().keySet());
            ours.removeAll(before);
            assertThat(ours).isNotEmpty().allMatch(Thread::isDaemon);
        }
    }

    @Test
    void severalSandboxes_shareNothing() {
        try (Sandbox first = Sandbox.start();
                Sandbox second = Sandbox.start()) {
            assertThat(first.clientSecret()).hasSize(40).isNotEqualTo(second.clientSecret());
            assertThat(first.clientSecret()).contains("~", ".", "_");
            assertThat(first.tenantId()).isNotEqualTo(second.tenantId());
            MailClient client = new MailClient(second);
            String foreign = new MailClient(first).token(first.user("alice"));
            assertThatThrownBy(() -> client.imap("alice@contoso.test", foreign))
                    .isInstanceOf(jakarta.mail.AuthenticationFailedException.class);
        }
    }

    @Test
    void issuedSecrets_namesEverythingThatMustNotLeak() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            String refreshToken = sandbox.newRefreshToken(sandbox.user("alice"));
            Entra entra = new Entra(sandbox);
            var answer = entra.token("common", entra.refresh(refreshToken));
            var back = entra.signIn(entra.authorize(), sandbox.user("bob"));
            assertThat(sandbox.issuedSecrets())
                    .contains(sandbox.clientSecret(), sandbox.user("alice").password(), refreshToken)
                    .contains((String) answer.get("access_token"), (String) answer.get("refresh_token"))
                    .contains(back.get("code"));
        }
    }

    @Test
    void toString_hidesSecrets() {
        try (Sandbox sandbox = Sandbox.start()) {
            User alice = sandbox.user("alice");
            assertThat(alice.toString()).contains(alice.address()).doesNotContain(alice.password());
        }
    }
}

package io.posthorn.sandbox;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GoodPathTest {
    private final Sandbox sandbox = Sandbox.start();
    private final MailClient client = new MailClient(sandbox);
    private final User alice = sandbox.user("alice");
    private final User bob = sandbox.user("bob");

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void mail_isSentAndReadByAllProtocols() throws Exception {
        String token = (String) new Entra(sandbox)
                .token("common", new Entra(sandbox).refresh(sandbox.newRefreshToken(alice)))
                .get("access_token");
        client.send(client.message(alice, bob, "Grüße 📯"), alice.address(), token);

        try (Store store = client.imap(bob.address(), client.token(bob));
                Folder inbox = MailClient.inbox(store)) {
            Message message = inbox.getMessage(1);
            assertThat(message.getSubject()).isEqualTo("Grüße 📯");
            assertThat(message.getContent()).isEqualTo("First line\r\n.dotted line\r\nLast line\r\n");
        }
        try (Store store = client.pop3(bob.address(), client.token(bob));
                Folder inbox = MailClient.inbox(store)) {
            Message message = inbox.getMessage(1);
            assertThat(message.getSubject()).isEqualTo("Grüße 📯");
            assertThat(message.getContent()).isEqualTo("First line\r\n.dotted line\r\nLast line\r\n");
            assertThat(message.getSize()).isPositive();
        }
        assertThat(sandbox.loginAttempts())
                .containsExactly(
                        "SMTP XOAUTH2 alice@contoso.test tls",
                        "IMAP XOAUTH2 bob@contoso.test tls",
                        "POP3 XOAUTH2 bob@contoso.test tls");
        assertThat(sandbox.issuedSecrets())
                .noneMatch(secret -> sandbox.dialogue().toString().contains(secret));
    }
}

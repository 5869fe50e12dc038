package io.posthorn.email.internal;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailService;
import io.posthorn.email.Query;
import io.posthorn.sandbox.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** One field, and the rule that each protocol has for it. */
class SharedMailboxTest {

    private final Stand stand = new Stand();
    private final User team = stand.sandbox.exchange().sharedMailbox("team", "alice");

    @AfterEach
    void stop() {
        stand.close();
    }

    /** The guide's page, pointed at the sandbox. */
    private EmailService service(String... changes) {
        Map<String, String> page = stand.page();
        page.keySet().removeAll(List.of("client.id", ".client.secret", ".refresh.token", "authority"));
        page.putAll(PageFiles.properties("shared-mailbox"));
        page.put("smtp.user", stand.alice.address());
        page.put("shared.mailbox", team.address());
        for (int i = 0; i < changes.length; i += 2) {
            page.put(changes[i], changes[i + 1]);
        }
        PageFiles.account(
                stand,
                "account-cfg",
                "name",
                "anna",
                "tenant",
                "common",
                "authority",
                stand.sandbox.authority().toString(),
                "client.id",
                stand.sandbox.clientId(),
                ".client.secret",
                stand.sandbox.clientSecret(),
                ".refresh.token",
                stand.sandbox.newRefreshToken(stand.alice));
        return stand.service(page);
    }

    private void send(EmailService service, String from) {
        service.sendWithDocument(
                Email.builder()
                        .from(from)
                        .to(team.address())
                        .subject("For the team")
                        .build(),
                Document.of("note.txt", "text/plain", new byte[] {1}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"IMAP", "POP3"})
    void member_sendsAsTheTeam_andReadsItsMailbox(String protocol) {
        EmailService service = service(
                "receive.protocol",
                protocol,
                "receive.port",
                String.valueOf(protocol.equals("IMAP") ? stand.sandbox.imapPort() : stand.sandbox.pop3Port()));
        send(service, team.address());
        List<String> subjects = new ArrayList<>();
        service.receive(Query.newest(), mail -> subjects.add(mail.subject()));
        assertThat(subjects).containsExactly("For the team");
        assertThat(stand.sandbox.loginAttempts())
                .containsExactly(
                        "SMTP XOAUTH2 " + stand.alice.address() + " tls",
                        protocol + " XOAUTH2 " + team.address() + " tls");
    }

    @Test
    void stranger_isToldWhichRightIsMissing() {
        User board = stand.sandbox.exchange().sharedMailbox("board", "bob");
        EmailService service = service("shared.mailbox", board.address());
        assertThatThrownBy(() -> service.receive(Query.newest(), mail -> {}))
                .isInstanceOf(EmailException.class)
                .hasMessageContaining("authenticated but not connected");
        assertThatThrownBy(() -> send(service, board.address()))
                .isInstanceOf(EmailException.class)
                .hasMessageContaining("SendAsDenied");
    }

    @Test
    void sharedMailbox_needsOAuth() {
        EmailService service = stand.service(
                "oauth", "false", "shared.mailbox", team.address(), ".smtp.password", "x", ".receive.password", "x");
        assertThatThrownBy(() -> service.receive(Query.newest(), mail -> {}))
                .hasMessageContaining("the field Shared Mailbox is '" + team.address()
                        + "', but OAuth 2.0 Authentication" + " Settings is not ticked.");
    }
}

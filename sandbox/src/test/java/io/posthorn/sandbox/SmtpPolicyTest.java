package io.posthorn.sandbox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class SmtpPolicyTest {
    private final Sandbox sandbox = Sandbox.start();
    private final Exchange exchange = sandbox.exchange();
    private final User alice = sandbox.user("alice");
    private final User bob = sandbox.user("bob");

    @AfterEach
    void close() {
        sandbox.close();
    }

    private String login(User user) throws Exception {
        try (RawClient client = RawClient.smtp(sandbox)) {
            String token = sandbox.newAccessToken(user, Duration.ofHours(1));
            return client.ask("AUTH XOAUTH2 " + RawClient.xoauth2(user.address(), token));
        }
    }

    @Test
    void smtpAuth_isOffForTheTenantOrTheMailbox() throws Exception {
        exchange.smtpAuth(bob, false);
        assertThat(login(bob))
                .startsWith(
                        "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox."
                                + " Visit https://aka.ms/smtp_auth_disabled for more information. [");
        assertThat(login(alice)).startsWith("235 ");
        exchange.smtpAuth(false);
        assertThat(login(alice))
                .startsWith(
                        "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.");
        exchange.smtpAuth(alice, true);
        assertThat(login(alice)).startsWith("235 ");
    }

    @Test
    void securityDefaults_lockSmtpAndLeaveImapOpen() throws Exception {
        exchange.securityDefaults(true);
        exchange.smtpAuth(alice, true);
        assertThat(login(alice))
                .startsWith("535 5.7.139 Authentication unsuccessful, user is locked by your organization's"
                        + " security defaults policy. Contact your administrator.");
        try (RawClient client = Imap.selected(sandbox, alice)) {
            assertThat(client.ask("A2 NOOP")).startsWith("A2 OK");
        }
    }

    @Test
    void sendAs_isDeniedUntilItIsGranted() throws Exception {
        try (Submitter submitter = new Submitter(sandbox, alice)) {
            assertThat(submitter.submitAs("bob@contoso.test", "1", "bob@contoso.test"))
                    .isEqualTo("554 5.2.252 SendAsDenied; alice@contoso.test not allowed to send as bob@contoso.test");
            exchange.grantSendAs(bob, alice);
            assertThat(submitter.submitAs("bob@contoso.test", "2", "bob@contoso.test"))
                    .startsWith("250 ");
        }
        assertThat(sandbox.messages(bob)).hasSize(1);
    }

    @Test
    void submittedMessage_isKeptInSentItemsAsItWas() throws Exception {
        try (Submitter submitter = new Submitter(sandbox, alice)) {
            submitter.submit("first", "bob@contoso.test", "x@fabrikam.test");
            exchange.keepSentItems(false);
            submitter.submit("second", "bob@contoso.test");
        }
        assertThat(exchange.sentItems(alice)).hasSize(1);
        assertThat(new String(exchange.sentItems(alice).get(0), StandardCharsets.US_ASCII))
                .isEqualTo("From: alice@contoso.test\r\nSubject: first\r\nMessage-ID: <first@test>\r\n\r\nHello\r\n");
        assertThat(exchange.sentItems(bob)).isEmpty();
        try (RawClient client = Imap.loggedIn(sandbox, alice, alice)) {
            assertThat(client.imap("A1 LIST \"\" *")).anyMatch(line -> line.endsWith("\"Sent Items\""));
            assertThat(client.imap("A2 SELECT \"Sent Items\"")).contains("* 1 EXISTS");
            assertThat(client.imap("A3 SEARCH HEADER Message-ID <first@test>")).contains("* SEARCH 1");
            assertThat(client.imap("A4 FETCH 1 (FLAGS)").get(0)).contains("\\Seen");
        }
    }

    @Test
    void scriptedReply_takesThePlaceOfTheServersOnce() throws Exception {
        exchange.answer(Protocol.SMTP, "AUTH", KnownReplies.SMTP_SERVER_ERROR);
        assertThat(login(alice)).startsWith("451 4.7.0 Temporary server error. Please try again later. PRX");
        exchange.answer(Protocol.SMTP, "AUTH", KnownReplies.SMTP_TEMPORARY_LOGIN_FAILURE);
        assertThat(login(alice)).startsWith("454 4.7.0 ");
        exchange.answer(Protocol.SMTP, "RCPT", "550 5.1.8 Access denied, bad outbound sender");
        exchange.answer(
                Protocol.SMTP, ".", "550 5.7.233 Your message can't be sent because your tenant exceeded its limit");
        exchange.answer(Protocol.SMTP, "MAIL", KnownReplies.SMTP_CLOSING);
        try (Submitter submitter = new Submitter(sandbox, alice)) {
            RawClient client = submitter.client();
            assertThat(client.ask("MAIL FROM:<alice@contoso.test>")).startsWith("421 ");
            assertThat(client.read()).isNull();
        }
        try (Submitter submitter = new Submitter(sandbox, alice)) {
            assertThat(submitter.submit("1", "x@fabrikam.test", "bob@contoso.test"))
                    .startsWith("550 5.7.233 ");
            assertThat(submitter.submit("2", "x@fabrikam.test", "bob@contoso.test"))
                    .startsWith("250 ");
        }
        assertThat(sandbox.messages(bob)).hasSize(1);
        assertThat(sandbox.dialogue()).contains("SMTP S: 550 5.1.8 Access denied, bad outbound sender");
    }
}

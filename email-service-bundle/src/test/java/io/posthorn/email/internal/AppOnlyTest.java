package io.posthorn.email.internal;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailService;
import io.posthorn.email.Query;
import io.posthorn.sandbox.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The guide to client credentials, step by step against the sandbox. */
class AppOnlyTest {

    private final Stand stand = new Stand(Sandbox.builder().appMailbox("alice").start());

    @AfterEach
    void stop() {
        stand.close();
    }

    private EmailService service(String mailbox) {
        PageFiles.account(
                stand,
                "app-only-account",
                "tenant",
                stand.sandbox.tenantDomain(),
                "authority",
                stand.sandbox.authority().toString(),
                "client.id",
                stand.sandbox.clientId(),
                ".client.secret",
                stand.sandbox.clientSecret());
        Map<String, String> page = stand.page();
        page.keySet().removeAll(List.of("client.id", ".client.secret", ".refresh.token", "authority"));
        page.putAll(PageFiles.properties("app-only-user"));
        page.put("smtp.user", mailbox);
        return stand.service(page);
    }

    private void send(EmailService service, String mailbox) {
        service.sendWithDocument(
                Email.builder().from(mailbox).to(mailbox).subject("By nobody").build(),
                Document.of("note.txt", "text/plain", new byte[] {1}));
    }

    @Test
    void application_sendsAndReceives_withoutAUser() {
        EmailService service = service(stand.alice.address());
        send(service, stand.alice.address());
        List<String> subjects = new ArrayList<>();
        service.receive(Query.newest(), mail -> subjects.add(mail.subject()));
        assertThat(subjects).containsExactly("By nobody");
        assertThat(stand.sandbox.tokenRequests()).hasSize(1);
    }

    @Test
    void mailboxThatExchangeDidNotOpen_staysShut() {
        String bob = stand.sandbox.user("bob").address();
        EmailService service = service(bob);
        assertThatThrownBy(() -> send(service, bob)).isInstanceOf(EmailException.class);
        assertThatThrownBy(() -> service.receive(Query.newest(), mail -> {})).isInstanceOf(EmailException.class);
        assertThat(stand.sandbox.messages(stand.sandbox.user("bob"))).isEmpty();
    }

    @Test
    void certificateOfTheGuide_isNamedWhenItIsNotThere() {
        Map<String, String> certificate = PageFiles.properties("app-only-certificate");
        PageFiles.account(
                stand,
                "app-only-account",
                ".client.secret",
                "",
                "client.certificate",
                certificate.get("client.certificate"),
                ".client.certificate.password",
                certificate.get(".client.certificate.password"));
        assertThat(stand.tokens.accounts())
                .singleElement()
                .satisfies(
                        status -> assertThat(status.lastFailure().orElseThrow().message())
                                .contains("the field Client Certificate is not usable. There is no file"));
    }
}

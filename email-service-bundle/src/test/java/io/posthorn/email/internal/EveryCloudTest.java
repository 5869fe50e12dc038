package io.posthorn.email.internal;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailService;
import io.posthorn.email.Query;
import io.posthorn.oauth.Cloud;
import io.posthorn.sandbox.Sandbox;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Mail in every cloud, for every kind of tenant, with and without a user: the sandbox stands in for each of them. */
class EveryCloudTest {

    @ParameterizedTest
    @ValueSource(strings = {"Global", "Outlook.com", "GCC High", "DoD", "China"})
    void user_sendsAndReceives(String cloud) {
        URI resource = Cloud.preset(cloud).orElseThrow().mailResource();
        try (Stand stand = new Stand(Sandbox.builder().mailResource(resource).start())) {
            assertThat(mailOnce(stand, stand.service("cloud", cloud))).containsExactly("By cloud");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Global", "GCC High", "DoD", "China"})
    void application_sendsAndReceives(String cloud) {
        URI resource = Cloud.preset(cloud).orElseThrow().appResource();
        try (Stand stand = new Stand(
                Sandbox.builder().mailResource(resource).appMailbox("alice").start())) {
            account(stand, "cloud", cloud, "grant", "client_credentials", "tenant", stand.sandbox.tenantId());
            assertThat(mailOnce(stand, stand.service(usingAccount(stand)))).containsExactly("By cloud");
        }
    }

    @ParameterizedTest
    @CsvSource({"common", "organizations", "ID", "DOMAIN"})
    void everyFormOfTenant_isServed(String tenant) {
        try (Stand stand = new Stand(Sandbox.start())) {
            String value = tenant.equals("ID")
                    ? stand.sandbox.tenantId()
                    : tenant.equals("DOMAIN") ? stand.sandbox.tenantDomain() : tenant;
            account(stand, "tenant", value, ".refresh.token", stand.sandbox.newRefreshToken(stand.alice));
            assertThat(mailOnce(stand, stand.service(usingAccount(stand)))).containsExactly("By cloud");
        }
    }

    private static void account(Stand stand, String... changes) {
        List<String> fields = new ArrayList<>(List.of(
                "name", "work",
                "authority", stand.sandbox.authority().toString(),
                "client.id", stand.sandbox.clientId(),
                ".client.secret", stand.sandbox.clientSecret(),
                ".refresh.token", ""));
        fields.addAll(List.of(changes));
        PageFiles.account(stand, "account-cfg", fields.toArray(String[]::new));
    }

    private static Map<String, String> usingAccount(Stand stand) {
        Map<String, String> page = stand.page();
        page.keySet().removeAll(List.of("client.id", ".client.secret", ".refresh.token", "authority"));
        page.put("oauth.account", "work");
        return page;
    }

    private static List<String> mailOnce(Stand stand, EmailService service) {
        String alice = stand.alice.address();
        service.sendWithDocument(
                Email.builder().from(alice).to(alice).subject("By cloud").build(),
                Document.of("note.txt", "text/plain", new byte[] {1}));
        List<String> subjects = new ArrayList<>();
        service.receive(Query.newest(), mail -> subjects.add(mail.subject()));
        return subjects;
    }
}

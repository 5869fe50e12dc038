package io.posthorn.endpoint.internal;

import io.posthorn.email.endpoint.EndpointParameter;
import io.posthorn.email.endpoint.EndpointParameter.Type;
import io.posthorn.email.endpoint.InvocationResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** What the web console says when a page of an endpoint is saved. */
class EndpointPageCheckTest {

    @TempDir
    Path folder;

    private EndpointStand stand;

    @BeforeEach
    void start() {
        stand = new EndpointStand(folder);
    }

    @AfterEach
    void stop() {
        stand.close();
    }

    private Optional<String> check(Map<String, Object> page) {
        return check(page, Duration.ofSeconds(60));
    }

    private Optional<String> check(Map<String, Object> page, Duration limit) {
        return new EndpointPageCheck(
                        new Defaults(Map.of()), stand.email, stand.outbox, stand.tokens, stand.endpoints, limit)
                .check(String.valueOf(page.get("service.pid")), page);
    }

    @Test
    void aPageThatWorks_isTaken_alsoWhileItsEndpointRuns() {
        assertThat(check(stand.page("orders"))).isEmpty();
        stand.service(
                "convert",
                List.of(EndpointParameter.optional("subject", Type.STRING)),
                invocation -> InvocationResult.done("Done."));
        stand.endpoint(stand.page("orders"));
        assertThat(check(stand.page("orders"))).isEmpty();
        assertThat(check(stand.page("other")))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("'orders'", "same folder"));
    }

    @Test
    void aFolderThatIsNotThere_isTold_unlessNobodyWantsToKnow() {
        assertThat(check(stand.page("orders", "folder", "Nowhere")))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("The inbox cannot be read: ")
                        .contains("Nowhere"));
        assertThat(check(stand.page("orders", "folder", "Nowhere", "validate.inbox", "false")))
                .isEmpty();
        assertThat(check(stand.page("orders", "folder", "Nowhere", "enabled", "false")))
                .isEmpty();
    }

    @Test
    void aServerThatSaysNothing_holdsNobodyUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(check(
                            stand.page("orders", "inbox.port", String.valueOf(silent.getLocalPort())),
                            Duration.ofSeconds(1)))
                    .hasValueSatisfying(sentence -> assertThat(sentence).contains("It has not answered within 1 s."));
        }
    }

    @Test
    void aWrongField_isNamed_andNoServerAsked() {
        assertThat(check(stand.page("orders", "inbox.protocol", "POP3", "watch", "PUSH")))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("Watch is PUSH, and POP3 has no push."));
    }

    @Test
    void wrongDefaults_areRefused_andThoseThatOnlyLackSomethingAreNot() {
        assertThat(new DefaultsCheck().check(Defaults.PID, Map.of())).isEmpty();
        assertThat(new DefaultsCheck().check(Defaults.PID, Map.of("smtp.host", "mail.contoso.com")))
                .isEmpty();
        assertThat(new DefaultsCheck().check(Defaults.PID, Map.of("repeat.interval", "9")))
                .hasValueSatisfying(
                        sentence -> assertThat(sentence).contains("io.posthorn.endpoint.defaults", "Repeat Interval"));
        assertThat(new DefaultsCheck().check(Defaults.PID, Map.of("cron.expression", "never")))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("Cron Expression"));
    }
}

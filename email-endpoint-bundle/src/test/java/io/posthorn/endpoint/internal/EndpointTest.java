package io.posthorn.endpoint.internal;

import io.posthorn.email.Document;
import io.posthorn.email.endpoint.EndpointParameter;
import io.posthorn.email.endpoint.EndpointParameter.Type;
import io.posthorn.email.endpoint.Invocation;
import io.posthorn.email.endpoint.InvocationResult;
import io.posthorn.endpoint.EndpointStatus.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What an endpoint does with mails, on a real IMAP and POP3 server. */
class EndpointTest {

    private static final List<EndpointParameter> DOCUMENT = List.of(
            EndpointParameter.required("document", Type.DOCUMENT),
            EndpointParameter.optional("subject", Type.STRING),
            EndpointParameter.optional("copies", Type.INT));

    private static final String MAPPINGS = "document=*.txt\nsubject=%SUBJECT%\ncopies:int=3";

    @TempDir
    Path folder;

    private EndpointStand stand;
    private final List<Invocation> invocations = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        stand = new EndpointStand(folder);
        stand.service("convert", DOCUMENT, this::convert);
    }

    @AfterEach
    void stop() {
        stand.close();
    }

    private InvocationResult convert(Invocation invocation) throws IOException {
        invocations.add(invocation);
        try (InputStream in = invocation.document("document").orElseThrow().open()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).toUpperCase(Locale.ROOT);
            return InvocationResult.done(
                    "result", Document.of("x.pdf", "application/pdf", text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void aMailWithADocument_comesBackWithTheResult_andIsMovedAway() {
        stand.endpoint(stand.page("orders", "input.mappings", MAPPINGS, "output.mappings", "result=Result/%F.pdf"));
        EndpointStand.await("watching", () -> stand.status("orders").state() == State.WATCHING);
        stand.mail("An order", "order.txt");
        EndpointStand.await("the answer", () -> !stand.answers().isEmpty());
        assertThat(stand.answers())
                .singleElement()
                .satisfies(answer -> assertThat(answer)
                        .contains(
                                "Subject: Your request was processed",
                                "Result%%order.pdf",
                                "Auto-Submitted: auto-replied")
                        .contains("> Hello An order"));
        Invocation invocation = invocations.get(0);
        assertThat(invocation.attempt()).isEqualTo(1);
        assertThat(invocation.inputs()).containsEntry("subject", "An order").containsEntry("copies", 3);
        assertThat(invocation.user()).isEqualTo("email-endpoint");
        assertThat(invocation.authenticated()).isFalse();
        EndpointStand.await("moved", () -> stand.inbox().isEmpty());
        assertThat(stand.folder("Processed")).hasSize(1);
        EndpointStand.await("counted", () -> stand.status("orders").committed() == 1);
        assertThat(stand.status("orders").lastHeard()).isPresent();
    }

    @Test
    void threeAttachments_comeBackInThreeMails_orInOneIfSynchronous() {
        stand.endpoint(stand.page("orders", "input.mappings", MAPPINGS));
        stand.mail("Three", "a.txt", "b.txt", "c.txt");
        EndpointStand.await("three answers", () -> stand.answers().size() == 3);
        stand.endpoint(stand.page("orders", "input.mappings", MAPPINGS, "asynchronous", "false"));
        stand.mail("Three more", "a.txt", "b.txt", "c.txt");
        EndpointStand.await("one answer", () -> stand.answers().size() == 4);
        assertThat(stand.answers().get(3).split("(?i)content-disposition: attachment"))
                .as("three results in one mail")
                .hasSize(4);
        assertThat(invocations).hasSize(6);
        assertThat(invocations.stream().map(Invocation::id).distinct()).hasSize(6);
    }

    @Test
    void aServiceThatFails_isTriedAgain_andThenTheMailIsInQuarantine_whileTheNextOneIsDone() {
        stand.service("convert", DOCUMENT, invocation -> {
            invocations.add(invocation);
            if (invocation.text("subject").equals("Poison")) {
                throw new IllegalStateException("It hurts.");
            }
            return convert(invocation);
        });
        stand.endpoint(stand.page("orders", "input.mappings", MAPPINGS));
        stand.mail("Poison", "a.txt");
        stand.mail("Good", "b.txt");
        EndpointStand.await("both answers", () -> stand.answers().size() == 2);
        EndpointStand.await("quarantine", () -> stand.folder("Quarantine").size() == 1);
        assertThat(stand.folder("Quarantine").get(0)).contains("X-Posthorn-Quarantine: ", "It hurts.");
        assertThat(stand.answers().stream().filter(answer -> answer.contains("It hurts.")))
                .hasSize(1);
        assertThat(invocations.stream().filter(one -> one.text("subject").equals("Poison")))
                .extracting(Invocation::attempt)
                .containsExactly(1, 2, 3);
        EndpointStand.await("put away", () -> stand.inbox().isEmpty());
        assertThat(stand.endpoints.quarantine("orders")).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("Poison");
            assertThat(mail.from()).isEqualTo(stand.bob.address());
            assertThat(mail.cause()).contains("It hurts.");
        });
    }

    @Test
    void aMailTakenOutOfQuarantine_isTriedAnew() {
        boolean[] broken = {true};
        stand.service("convert", DOCUMENT, invocation -> {
            if (broken[0]) {
                throw new IllegalStateException("Not today.");
            }
            return convert(invocation);
        });
        stand.endpoint(stand.page("orders", "input.mappings", MAPPINGS, "tries", "1"));
        stand.mail("Late", "a.txt");
        EndpointStand.await("quarantine", () -> stand.folder("Quarantine").size() == 1);
        broken[0] = false;
        String id = stand.endpoints.quarantine("orders").get(0).id();
        assertThat(stand.endpoints.release("orders", "none")).isFalse();
        assertThat(stand.endpoints.release("orders", id.substring(0, 8))).isTrue();
        EndpointStand.await("the answer", () -> stand.answers().size() == 2);
        EndpointStand.await("taken out", () -> stand.folder("Quarantine").isEmpty());
        EndpointStand.await("done", () -> stand.folder("Processed").size() == 1);
    }

    @Test
    void automaticMail_startsNothing_isNotAnswered_andIsPutAside() {
        stand.endpoint(stand.page("orders", "input.mappings", MAPPINGS));
        stand.sandbox.deliver(
                stand.orders,
                EndpointStand.message(
                        stand.bob.address(), "Away", "<1@contoso.test>", "Auto-Submitted: auto-replied\r\n", "a.txt"));
        EndpointStand.await("put aside", () -> stand.folder("Quarantine").size() == 1);
        EndpointStand.await("counted", () -> stand.status("orders").ignored() == 1);
        assertThat(invocations).isEmpty();
        assertThat(stand.answers()).isEmpty();
    }

    @Test
    void withATrustedServer_fromAloneStartsNothing() {
        stand.endpoint(stand.page("orders", "input.mappings", MAPPINGS, "trusted.server", "mx.contoso.test"));
        stand.mail("Forged", "a.txt");
        EndpointStand.await("put aside", () -> stand.folder("Quarantine").size() == 1);
        String passed = "Authentication-Results: mx.contoso.test; dmarc=pass header.from=contoso.test\r\n";
        stand.sandbox.deliver(
                stand.orders, EndpointStand.message(stand.bob.address(), "True", "<2@contoso.test>", passed, "a.txt"));
        EndpointStand.await("the answer", () -> stand.answers().size() == 1);
        assertThat(invocations)
                .singleElement()
                .satisfies(one -> assertThat(one.authenticated()).isTrue());
    }

    @Test
    void aMailWithoutAFittingDocument_isRefusedAtOnce_withTheReason() {
        stand.endpoint(stand.page("orders", "input.mappings", MAPPINGS));
        stand.mail("Nothing", "picture.png");
        EndpointStand.await("the answer", () -> stand.answers().size() == 1);
        assertThat(stand.answers().get(0)).contains("Subject: Error: Your request could not be processed", "*.txt");
        assertThat(invocations).isEmpty();
    }

    @Test
    void byPop3WithOAuth_mailsArePolledAndDeleted_andWhatFailsStays() {
        stand.service("convert", DOCUMENT, invocation -> {
            if (invocation.text("subject").equals("Poison")) {
                throw new IllegalStateException("It hurts.");
            }
            return convert(invocation);
        });
        Map<String, Object> page = stand.page(
                "orders",
                "input.mappings",
                MAPPINGS,
                "inbox.protocol",
                "POP3",
                "inbox.port",
                String.valueOf(stand.sandbox.pop3Port()),
                "batch.size",
                "-1",
                "tries",
                "1");
        page.put(".refresh.token", stand.sandbox.newRefreshToken(stand.orders));
        stand.mail("Poison", "a.txt");
        stand.mail("Good", "b.txt");
        stand.endpoint(page);
        EndpointStand.await("both answers", () -> stand.answers().size() == 2);
        EndpointStand.await("deleted", () -> stand.inbox().size() == 1);
        assertThat(stand.inbox().get(0)).contains("Poison");
        assertThat(stand.endpoints.quarantine("orders")).hasSize(1);
    }

    @Test
    void aServiceThatIsNotThere_isWaitedFor_byName() {
        stand.unregister("convert");
        stand.endpoint(stand.page("orders", "input.mappings", MAPPINGS));
        EndpointStand.await("waiting", () -> stand.status("orders").why().contains("No service 'convert'"));
        stand.mail("Early", "a.txt");
        stand.service("convert", DOCUMENT, this::convert);
        EndpointStand.await("the answer", () -> stand.answers().size() == 1);
    }

    @Test
    void aMappingThatTheServiceDoesNotKnow_isToldBeforeTheFirstMail() {
        stand.endpoint(stand.page("orders", "input.mappings", "docment=*.txt"));
        EndpointStand.await("told", () -> stand.status("orders").why().contains("docment"));
        assertThat(stand.status("orders").why()).contains("Input Mappings", "document");
    }

    @Test
    void aPausedEndpoint_startsNothing_alsoAfterARestart() {
        stand.endpoint(stand.page("orders", "input.mappings", MAPPINGS));
        stand.endpoints.pause("orders");
        EndpointStand.await("paused", () -> stand.status("orders").state() == State.PAUSED);
        stand.endpoint(stand.page("orders", "input.mappings", MAPPINGS));
        EndpointStand.await("paused", () -> stand.status("orders").state() == State.PAUSED);
        stand.mail("Waits", "a.txt");
        stand.endpoints.resume("orders");
        EndpointStand.await("the answer", () -> stand.answers().size() == 1);
        assertThatThrownBy(() -> stand.endpoints.pause("other")).hasMessageContaining("There are: orders.");
    }

    @Test
    void twoEndpointsOnOneFolder_theSecondSaysSo_andBeginsWhenTheFirstIsGone() {
        stand.endpoint(stand.page("orders", "input.mappings", MAPPINGS));
        stand.endpoint(stand.page("again", "input.mappings", MAPPINGS));
        assertThat(stand.status("again").state()).isEqualTo(State.WRONG_PAGE);
        assertThat(stand.status("again").why()).contains("'orders'", "same folder");
        stand.stop("io.posthorn.endpoint~orders");
        EndpointStand.await("watching", () -> stand.status("again").state() == State.WATCHING);
    }

    @Test
    void whatIsLeftEmpty_isTakenFromTheDefaults() {
        Map<String, Object> page = stand.page("orders", "input.mappings", MAPPINGS);
        page.remove("inbox.port");
        stand.endpoint(
                page,
                "inbox.port",
                String.valueOf(stand.sandbox.imapPort()),
                "success.email.subject",
                "Done by default");
        stand.mail("An order", "order.txt");
        EndpointStand.await("the answer", () -> stand.answers().size() == 1);
        assertThat(stand.answers().get(0)).contains("Subject: Done by default");
    }
}

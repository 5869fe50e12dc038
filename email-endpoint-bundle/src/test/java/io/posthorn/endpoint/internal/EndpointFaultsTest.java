package io.posthorn.endpoint.internal;

import io.posthorn.email.endpoint.EndpointParameter;
import io.posthorn.email.endpoint.EndpointParameter.Type;
import io.posthorn.email.endpoint.Invocation;
import io.posthorn.email.endpoint.InvocationResult;
import io.posthorn.endpoint.EndpointStatus.State;
import io.posthorn.sandbox.KnownReplies;
import io.posthorn.sandbox.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Mails that were lost, answered wrongly, or not seen, until somebody looked. */
class EndpointFaultsTest {

    private static final List<EndpointParameter> DOCUMENT = List.of(
            EndpointParameter.required("document", Type.DOCUMENT), EndpointParameter.optional("subject", Type.STRING));

    private static final String MAPPINGS = "document=*.txt\nsubject=%SUBJECT%";

    @TempDir
    Path folder;

    private EndpointStand stand;
    private final List<Invocation> invocations = new CopyOnWriteArrayList<>();
    private volatile boolean refuses = true;

    @BeforeEach
    void start() {
        stand = new EndpointStand(folder);
        stand.service("convert", DOCUMENT, invocation -> {
            invocations.add(invocation);
            boolean bad = invocation.source().orElseThrow().name().equals("b.txt");
            return bad && refuses
                    ? new InvocationResult.Refused("Not that one.")
                    : InvocationResult.done(
                            "Did " + invocation.source().orElseThrow().name());
        });
    }

    @AfterEach
    void stop() {
        stand.close();
    }

    private static boolean soon(BooleanSupplier condition) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(5_000_000);
        }
        return condition.getAsBoolean();
    }

    private void refusedThenReleased(String asynchronous) {
        stand.endpoint(stand.page("orders", "input.mappings", MAPPINGS, "asynchronous", asynchronous));
        stand.mail("Two", "a.txt", "b.txt");
        EndpointStand.await("quarantine", () -> stand.folder("Quarantine").size() == 1);
        EndpointStand.await("two answers", () -> stand.answers().size() == 2);
        EndpointStand.await("listed", () -> stand.endpoints.quarantine("orders").size() == 1);
        refuses = false;
        int before = invocations.size();
        assertThat(stand.endpoints.release(
                        "orders", stand.endpoints.quarantine("orders").get(0).id()))
                .isTrue();
        EndpointStand.await("processed", () -> stand.folder("Processed").size() == 1);
        assertThat(invocations.size()).as("invoked again").isGreaterThan(before);
        assertThat(soon(() -> stand.answers().size() == 3)).as("answered").isTrue();
    }

    @Test
    void aRefusedAttachment_thatIsReleased_isInvokedAgain() {
        refusedThenReleased("true");
    }

    @Test
    void aRefusedAttachment_amongOthersOfOneAnswer_thatIsReleased_isInvokedAgain() {
        refusedThenReleased("false");
    }

    @Test
    void aForgedCopyThatCameFirst_doesNotStandForTheTrueMail() {
        stand.endpoint(stand.page("orders", "input.mappings", MAPPINGS, "trusted.server", "mx.contoso.test"));
        stand.sandbox.deliver(
                stand.orders, EndpointStand.message(stand.bob.address(), "S", "<1@contoso.test>", "", "a.txt"));
        EndpointStand.await("put aside", () -> stand.folder("Quarantine").size() == 1);
        String passed = "Authentication-Results: mx.contoso.test; dmarc=pass header.from=contoso.test\r\n";
        stand.sandbox.deliver(
                stand.orders, EndpointStand.message(stand.bob.address(), "S", "<1@contoso.test>", passed, "a.txt"));
        assertThat(soon(() -> invocations.size() == 1)).as("genuine is invoked").isTrue();
    }

    @Test
    void theCopyFromAList_doesNotStandForTheDirectMail() {
        stand.endpoint(stand.page("orders", "input.mappings", MAPPINGS));
        stand.sandbox.deliver(
                stand.orders,
                EndpointStand.message(
                        stand.bob.address(), "S", "<1@contoso.test>", "List-Id: <all.contoso.test>\r\n", "a.txt"));
        EndpointStand.await("put aside", () -> stand.folder("Quarantine").size() == 1);
        stand.sandbox.deliver(
                stand.orders, EndpointStand.message(stand.bob.address(), "S", "<1@contoso.test>", "", "a.txt"));
        assertThat(soon(() -> invocations.size() == 1)).as("direct is invoked").isTrue();
    }

    @Test
    void retry_looksNow_alsoWherePollingIsByCron() {
        stand.endpoint(stand.page(
                "orders", "input.mappings", MAPPINGS, "watch", "POLL", "cron.expression", "0 0 0 1 1 ? 2099"));
        EndpointStand.await("watching", () -> stand.status("orders").state() == State.WATCHING);
        stand.mail("Now", "a.txt");
        stand.endpoints.retry("orders");
        assertThat(soon(() -> invocations.size() == 1)).isTrue();
    }

    @Test
    void aCronExpression_makesAnEndpointPoll_andPushIgnoresIt() {
        stand.endpoint(stand.page(
                "orders", "input.mappings", MAPPINGS, "watch", "PUSH", "cron.expression", "0 0 0 1 1 ? 2099"));
        EndpointStand.await("watching", () -> stand.status("orders").state() == State.WATCHING);
        stand.mail("Now", "a.txt");
        assertThat(soon(() -> invocations.size() == 1)).isTrue();
    }

    @Test
    void aWrongDomainPattern_isAWrongPage() {
        stand.endpoint(stand.page("orders", "input.mappings", MAPPINGS, "domain.pattern", "contoso com"));
        assertThat(stand.status("orders").state()).isEqualTo(State.WRONG_PAGE);
    }

    @Test
    void anUnresolvedPlaceholder_hidesNoOtherEndpoint() {
        stand.endpoint(stand.page("orders", "input.mappings", MAPPINGS));
        Map<String, Object> wrong = stand.page("other", "input.mappings", MAPPINGS);
        wrong.put("inbox.user", "$[env:NO_SUCH_THING]");
        stand.endpoint(wrong);
        assertThat(stand.endpoints.list()).hasSize(2);
    }

    @Test
    void duplicatesThatStay_doNotKeepAPollingEndpointFromNewMail() {
        byte[] same = EndpointStand.message(stand.bob.address(), "S", "<1@contoso.test>", "", "a.txt");
        for (int i = 0; i < 3; i++) {
            stand.sandbox.deliver(stand.orders, same);
        }
        stand.mail("New", "a.txt");
        stand.endpoint(stand.page(
                "orders",
                "input.mappings",
                MAPPINGS,
                "watch",
                "POLL",
                "cron.expression",
                "* * * * * ?",
                "after.processing",
                "MARK"));
        assertThat(soon(() -> invocations.size() == 2)).isTrue();
    }

    @Test
    void aMailThatCannotBeCopiedToQuarantine_doesNotBlockTheNext() {
        for (int i = 0; i < 500; i++) {
            stand.sandbox.exchange().answer(Protocol.IMAP, "APPEND", "NO [TOOBIG] Message too large");
        }
        stand.endpoint(stand.page("orders", "input.mappings", MAPPINGS));
        stand.mail("Bad", "b.txt");
        EndpointStand.await("told", () -> stand.answers().size() == 1);
        stand.mail("Good", "a.txt");
        boolean done = soon(() -> invocations.size() == 2);
        assertThat(done).isTrue();
    }

    @Test
    void aReleaseWhileTheServerIsAway_canBeRepeated() {
        stand.endpoint(stand.page("orders", "input.mappings", MAPPINGS));
        stand.mail("Bad", "b.txt");
        EndpointStand.await("quarantine", () -> stand.folder("Quarantine").size() == 1);
        EndpointStand.await("listed", () -> stand.endpoints.quarantine("orders").size() == 1);
        String id = stand.endpoints.quarantine("orders").get(0).id();
        for (int i = 0; i < 10; i++) {
            stand.sandbox.exchange().answer(Protocol.IMAP, "AUTHENTICATE", KnownReplies.IMAP_UNAVAILABLE);
        }
        assertThat(catchThrowable(() -> stand.endpoints.release("orders", id))).isNotNull();
        assertThat(stand.folder("Quarantine")).hasSize(1);
        assertThat(stand.endpoints.quarantine("orders")).hasSize(1);
    }

    @Test
    void aRenamedEndpoint_keepsItsQuarantine_andItsPause() {
        stand.endpoint(stand.page("orders", "input.mappings", MAPPINGS));
        stand.mail("Bad", "b.txt");
        EndpointStand.await("listed", () -> stand.endpoints.quarantine("orders").size() == 1);
        stand.stop("io.posthorn.endpoint~orders");
        stand.endpoint(stand.page("bestellungen", "input.mappings", MAPPINGS));
        assertThat(stand.endpoints.quarantine("bestellungen")).hasSize(1);
        stand.endpoints.pause("bestellungen");
        stand.stop("io.posthorn.endpoint~bestellungen");
        stand.endpoint(stand.page("orders", "input.mappings", MAPPINGS));
        EndpointStand.await("paused", () -> stand.status("orders").state() == State.PAUSED);
    }
}

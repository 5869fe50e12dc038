package io.posthorn.endpoint.internal;

import io.posthorn.email.Document;
import io.posthorn.email.endpoint.EndpointParameter;
import io.posthorn.email.endpoint.EndpointParameter.Type;
import io.posthorn.email.endpoint.Invocation;
import io.posthorn.email.endpoint.InvocationResult;
import io.posthorn.endpoint.EndpointStatus.State;
import io.posthorn.sandbox.After;
import io.posthorn.sandbox.AuthorityFailure;
import io.posthorn.sandbox.Direction;
import io.posthorn.sandbox.FaultProxy;
import io.posthorn.sandbox.Protocol;
import io.posthorn.sandbox.Sandbox;
import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** An endpoint in bad weather: it is never deaf, never stuck, and answers each mail once. {@code -Dposthorn.seed} repeats it. */
class EndpointChaosTest {

    private static final long SEED = Long.getLong("posthorn.seed", System.nanoTime());

    private static final int MAILS = 36;

    private static final List<EndpointParameter> DOCUMENT = List.of(
            EndpointParameter.required("document", Type.DOCUMENT), EndpointParameter.optional("subject", Type.STRING));

    private static final String MAPPINGS = "document=*.txt\nsubject=%SUBJECT%";

    private static final Pattern SUBJECT = Pattern.compile("\r\nSubject: (?:Re: )?([^\r]*)\r\n");

    @TempDir
    Path folder;

    private final List<Invocation> invocations = new CopyOnWriteArrayList<>();

    /** Its result is read from the mail while the answer is written. */
    private InvocationResult copy(Invocation invocation) throws IOException {
        invocations.add(invocation);
        Document document = invocation.document("document").orElseThrow();
        try (InputStream in = document.open()) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return InvocationResult.done("result", document);
    }

    private static Map<String, Object> page(EndpointStand stand, int port, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "inbox.port", String.valueOf(port), "input.mappings", MAPPINGS, "use.original.subject", "true"));
        all.addAll(List.of(more));
        return stand.page("orders", all.toArray(String[]::new));
    }

    private static List<String> subjects(List<String> mails) {
        List<String> subjects = new ArrayList<>();
        for (String mail : mails) {
            Matcher subject = SUBJECT.matcher(mail);
            assertThat(subject.find()).as(mail).isTrue();
            subjects.add(subject.group(1));
        }
        return subjects;
    }

    private static void watches(EndpointStand stand) {
        EndpointStand.await("watching", () -> stand.status("orders").state() == State.WATCHING);
    }

    @Test
    void inAllWeathers_eachMailIsAnsweredOnce() {
        FlakyStore store = new FlakyStore(Stores.embedded(folder));
        Sandbox sandbox = Sandbox.builder()
                .user("orders")
                .accessTokenLife(Duration.ofSeconds(6))
                .start();
        try (EndpointStand stand = new EndpointStand(sandbox, store)) {
            stand.service("convert", DOCUMENT, this::copy);
            FaultProxy proxy = sandbox.proxy(Protocol.IMAP).latency(Duration.ofMillis(2));
            stand.endpoint(page(stand, proxy.port(), "tries", "10"));
            watches(stand);
            Random random = new Random(SEED);
            Set<String> sent = new TreeSet<>();
            for (int i = 1; i <= MAILS; i++) {
                sent.add("mail" + i);
                stand.mail("mail" + i, "a.txt");
                if (i % 2 == 0) {
                    int before = invocations.size();
                    trouble(random, stand, proxy, store);
                    awaitWork(before, Duration.ofMillis(random.nextInt(2_000)));
                    store.away(false);
                    store.forgetful(false);
                }
            }
            sandbox.clearTokenFailures();
            stand.endpoints.retry("orders"); // without a store no token is fetched for a minute
            EndpointStand.await(
                    "an empty inbox, seed " + SEED, () -> stand.inbox().isEmpty());
            Set<String> taken = new TreeSet<>(subjects(elsewhere(stand)));
            Set<String> wanted = new TreeSet<>(sent);
            wanted.removeAll(taken);
            // It rests for a minute after a token that did not come.
            stand.outbox.mailboxes().forEach(one -> stand.outbox.resume(one.mailbox()));
            EndpointStand.await(
                    "all answers, seed " + SEED, () -> subjects(stand.answers()).containsAll(wanted));
            watches(stand);
            stand.mail("And now", "a.txt");
            EndpointStand.await(
                    "the last answer", () -> subjects(stand.answers()).contains("And now"));
            EndpointStand.await("put away", () -> stand.inbox().isEmpty());
            assertThat(subjects(stand.answers())).as("none twice, seed " + SEED).doesNotHaveDuplicates();
            assertThat(subjects(stand.folder("Processed")))
                    .as("seed " + SEED)
                    .doesNotHaveDuplicates()
                    .containsAll(wanted)
                    .noneMatch(taken::contains);
            assertThat(stand.status("orders").failed()).as("seed " + SEED).isZero();
        }
    }

    /** Until it works in spite of the trouble, or the trouble has lasted long enough. */
    private void awaitWork(int before, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        while (invocations.size() < before + 2 && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static List<String> elsewhere(EndpointStand stand) {
        try {
            return stand.folder("Elsewhere");
        } catch (RuntimeException e) { // nobody has made it
            return List.of();
        }
    }

    private static void trouble(Random random, EndpointStand stand, FaultProxy proxy, FlakyStore store) {
        Sandbox sandbox = stand.sandbox;
        switch (random.nextInt(9)) {
            case 0 -> sandbox.exchange().expireSessions();
            case 1 -> sandbox.exchange().throttle(stand.orders, Duration.ofMillis(300));
            case 2 -> proxy.cutNow();
            case 3 -> sandbox.exchange().changeUidValidity(stand.orders);
            case 4 -> sandbox.failTokenRequests(2, AuthorityFailure.json(503));
            case 5 -> store.away(true);
            case 6 -> store.forgetful(true);
            case 7 -> {
                proxy.cut(After.octets(Direction.TO_CLIENT, 2_000 + random.nextInt(4_000)));
                proxy.cutNow();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
                proxy.heal();
            }
            default -> {
                try {
                    sandbox.exchange().moveAway(stand.orders, 1, "Elsewhere");
                } catch (RuntimeException e) {
                    // The endpoint was faster.
                }
            }
        }
    }

    @Test
    void aServerThatIsAway_isWaitedFor() {
        try (EndpointStand stand = new EndpointStand(folder)) {
            stand.service("convert", DOCUMENT, this::copy);
            FaultProxy proxy = stand.sandbox.proxy(Protocol.IMAP);
            stand.endpoint(page(stand, proxy.port()));
            watches(stand);
            proxy.cut(After.opening());
            proxy.cutNow();
            EndpointStand.await("waiting", () -> stand.status("orders").state() == State.WAITING);
            assertThat(stand.status("orders").why()).isNotEmpty();
            stand.mail("Meanwhile", "a.txt");
            proxy.heal();
            EndpointStand.await("the answer", () -> stand.answers().size() == 1);
            watches(stand);
        }
    }

    @Test
    void aConnectionThatHasDiedWithoutAWord_isNoticed() {
        try (EndpointStand stand = new EndpointStand(folder)) {
            stand.service("convert", DOCUMENT, this::copy);
            FaultProxy proxy = stand.sandbox.proxy(Protocol.IMAP);
            proxy.silence(After.octets(Direction.TO_CLIENT, 2_500));
            stand.endpoint(page(stand, proxy.port(), "inbox.timeout", "2"));
            EndpointStand.await("a new connection", () -> proxy.connections() > 1);
            proxy.heal();
            stand.mail("Meanwhile", "a.txt");
            EndpointStand.await("the answer", () -> stand.answers().size() == 1);
            watches(stand);
        }
    }

    @Test
    void lastHeard_movesOn_thoughNothingComes() {
        try (EndpointStand stand = new EndpointStand(folder)) {
            stand.service("convert", DOCUMENT, this::copy);
            stand.endpoint(page(stand, stand.sandbox.imapPort()));
            watches(stand);
            Instant first = stand.status("orders").lastHeard().orElseThrow();
            EndpointStand.await(
                    "heard",
                    () -> first.plusSeconds(3)
                            .isBefore(stand.status("orders").lastHeard().orElseThrow()));
        }
    }

    @Test
    void aStoreThatIsAway_isWaitedFor_andSaidSo() {
        FlakyStore store = new FlakyStore(Stores.embedded(folder));
        try (EndpointStand stand = new EndpointStand(EndpointStand.sandbox(), store)) {
            stand.service("convert", DOCUMENT, this::copy);
            stand.endpoint(page(stand, stand.sandbox.imapPort()));
            watches(stand);
            store.away(true);
            EndpointStand.await("told", () -> stand.status("orders").why().contains("The store is away."));
            stand.mail("Meanwhile", "a.txt");
            store.away(false);
            EndpointStand.await("the answer", () -> stand.answers().size() == 1);
        }
    }

    @Test
    void aChangedPage_letsTheRunningInvocationEnd_andItIsTheOnlyOne() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (EndpointStand stand = new EndpointStand(folder)) {
            stand.service("convert", DOCUMENT, invocation -> {
                running.countDown();
                goOn.await();
                return copy(invocation);
            });
            stand.endpoint(page(stand, stand.sandbox.imapPort()));
            stand.mail("Slow", "a.txt");
            assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
            stand.endpoint(page(stand, stand.sandbox.imapPort(), "after.processing", "DELETE")); // waits in vain
            goOn.countDown();
            EndpointStand.await("the answer", () -> stand.answers().size() == 1);
            EndpointStand.await("put away", () -> stand.inbox().isEmpty());
            watches(stand);
            assertThat(invocations).hasSize(1);
            assertThat(stand.folder("Processed")).hasSize(1);
        }
    }

    @Test
    void anInterruptedInvocation_isNotLost() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        try (Sandbox sandbox = EndpointStand.sandbox()) {
            EndpointStand first = new EndpointStand(sandbox, Stores.embedded(folder));
            first.service("convert", DOCUMENT, invocation -> {
                running.countDown();
                new CountDownLatch(1).await();
                return InvocationResult.done("never");
            });
            first.endpoint(page(first, sandbox.imapPort()));
            first.mail("Cut off", "a.txt");
            assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
            first.shutDown();
            EndpointStand second = new EndpointStand(sandbox, Stores.embedded(folder));
            try {
                second.service("convert", DOCUMENT, this::copy);
                second.endpoint(page(second, sandbox.imapPort()));
                EndpointStand.await("the answer", () -> second.answers().size() == 1);
                assertThat(invocations).hasSize(1);
            } finally {
                second.shutDown();
            }
        }
    }

    @Test
    void aServiceThatRunsLongerThanTheLease_isNotInvokedByAnotherServer() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                Sandbox sandbox = EndpointStand.sandbox()) {
            EndpointStand first = new EndpointStand(sandbox, store(postgres));
            EndpointStand second = new EndpointStand(sandbox, store(postgres));
            try {
                for (EndpointStand stand : List.of(first, second)) {
                    stand.service("convert", DOCUMENT, invocation -> {
                        running.countDown();
                        goOn.await();
                        return copy(invocation);
                    });
                    stand.endpoint(page(stand, sandbox.imapPort()));
                }
                first.mail("Slow", "a.txt");
                assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
                Instant begun = Instant.now();
                Instant over = begun.plus(EndpointStand.SOON.lease().multipliedBy(2));
                EndpointStand.await(
                        "both look again when the first lease would be over",
                        () -> List.of(first, second).stream()
                                .anyMatch(stand -> stand.status("orders").state() != State.WORKING
                                        && stand.status("orders")
                                                .lastHeard()
                                                .orElse(begun)
                                                .isAfter(over)));
                goOn.countDown();
                EndpointStand.await("the answer", () -> first.answers().size() == 1);
                EndpointStand.await("put away", () -> first.inbox().isEmpty());
                assertThat(invocations).hasSize(1);
                assertThat(invocations.get(0).attempt()).isEqualTo(1);
            } finally {
                goOn.countDown();
                first.shutDown();
                second.shutDown();
            }
        }
    }

    private OpenStore store(EmbeddedPostgres postgres) {
        return Stores.postgres(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres", folder);
    }

    @Test
    void whilePolling_whatHasFailedIsTriedWhenItIsDue_andAPersonNeedNotWaitForTheNextLook() {
        Map<String, Integer> tries = new HashMap<>();
        try (EndpointStand stand = new EndpointStand(folder)) {
            stand.service("convert", DOCUMENT, invocation -> {
                if (tries.merge(invocation.text("subject"), 1, Integer::sum) < 6) {
                    throw new IllegalStateException("Not yet.");
                }
                return copy(invocation);
            });
            stand.endpoint(page(
                    stand,
                    stand.sandbox.imapPort(),
                    "watch",
                    "POLL",
                    "cron.expression",
                    "0 0 0 1 1 ? 2099",
                    "tries",
                    "9"));
            watches(stand);
            stand.mail("Later", "a.txt");
            stand.endpoints.retry("orders");
            EndpointStand.await("the answer", () -> stand.answers().size() == 1);
            assertThat(tries).containsEntry("Later", 6);
        }
    }

    @Test
    void ofThreeAttachments_aRefusedOne_isToldAlsoIfTheServerDoesNotComeToTheEnd() {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (EndpointStand stand = new EndpointStand(folder)) {
            stand.service("convert", DOCUMENT, invocation -> {
                String name = invocation.document("document").orElseThrow().name();
                seen.add(name);
                if (name.equals("a.txt")) {
                    return new InvocationResult.Refused("I do not like a.txt.");
                }
                if (name.equals("c.txt") && seen.indexOf(name) == seen.size() - 1) {
                    throw new IllegalStateException("Not yet.");
                }
                return InvocationResult.done(
                        "result", Document.of("x.txt", "text/plain", name.getBytes(StandardCharsets.UTF_8)));
            });
            stand.endpoint(page(stand, stand.sandbox.imapPort(), "use.original.subject", "false"));
            stand.mail("Three", "a.txt", "b.txt", "c.txt");
            EndpointStand.await("three answers", () -> stand.answers().size() == 3);
            assertThat(stand.answers().stream().filter(answer -> answer.contains("I do not like a.txt.")))
                    .hasSize(1);
            assertThat(seen).containsExactly("a.txt", "b.txt", "c.txt", "a.txt", "c.txt");
        }
    }
}

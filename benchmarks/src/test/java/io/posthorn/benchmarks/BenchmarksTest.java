package io.posthorn.benchmarks;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.options.TimeValue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Each program with the smallest numbers, so that a broken one is noticed. Nothing is timed. */
class BenchmarksTest {

    private static final int SENDERS = 5;
    private static final List<Contender> WATCHERS = List.of(Contender.POSTHORN, Contender.CAMEL_1S, Contender.SPRING);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void cachedTokens_areCompared() throws Exception {
        new CachedTokens(0, 1, TimeValue.milliseconds(50), 1).run(out);
        assertThat(rows())
                .anyMatch(row -> row.startsWith("| nothing | 1 |"))
                .anyMatch(row -> row.startsWith("| posthorn | 1 |"))
                .anyMatch(row -> row.startsWith("| msal4j | 1 |"))
                .anyMatch(row -> row.startsWith("| msal4jInCallersThread | 1 |"));
    }

    @Test
    void allocation_isCounted() {
        new Allocation(2, 100).run(out);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("bytes in 100 cached reads");
    }

    @Test
    void expiry_isOneTokenRequestOfOurs() throws Exception {
        assertThat(new Expiry(20, 2).run(out)).isEqualTo(1);
        assertThat(rows()).hasSize(2 + 3 * 2);
    }

    @Test
    void manyAccounts_eachGetATokenAndAreWeighed() {
        new ManyAccounts(2, 10).run(out);
        assertThat(rows()).hasSize(2 + 2);
    }

    @Test
    void mail_isSentByAllAndCountedAtTheServer() throws Exception {
        Duration moment = Duration.ofMillis(1);
        new MailRate(moment, moment, 1, 20_000, Duration.ofMillis(2)).run(out);
        assertThat(rows())
                .filteredOn(row -> row.startsWith("| posthorn |"))
                .as("small, large, and their round trips")
                .hasSize(3)
                .noneMatch(row -> row.contains("void")); // what fails in a peer is shown, and no fault of ours
        assertThat(rows()).hasSize(3 * (2 + SENDERS));
    }

    @Test
    void limits_areKeptByThree() throws Exception {
        MailLimit.Result ours = new MailLimit(3, 3, 1).run(out);
        assertThat(ours.tooFast() + ours.failures() + ours.lost() + ours.twice())
                .isZero();
        assertThat(rows()).hasSize(2 + SENDERS);
    }

    @Test
    void outbox_takesAllThatIsSubmitted() throws Exception {
        Duration moment = Duration.ofMillis(1);
        assertThat(new OutboxRate(moment, moment, 1, 10).run(out)).isZero();
        assertThat(rows()).hasSize(4 * (2 + 3) + 2 + 4);
    }

    @Test
    void endpointLatency_isMeasured() throws Exception {
        assertThat(new EndpointLatency(WATCHERS, 1, 2, Duration.ofMillis(1)).run(out))
                .as(this::printed)
                .isZero();
        assertThat(rows()).hasSize(2 + WATCHERS.size());
    }

    @Test
    void endpointIdle_hasItsCommandsCounted() throws Exception {
        Duration moment = Duration.ofMillis(1);
        assertThat(new EndpointIdle(List.of(Contender.POSTHORN), moment, moment).run(out))
                .as(this::printed)
                .isZero();
        assertThat(rows()).hasSize(2 + 1);
    }

    @Test
    void endpointBacklog_isWorkedOff() throws Exception {
        assertThat(new EndpointBacklog(SandboxMailbox::new, WATCHERS, 100, 10_000, 256, PATIENCE, PATIENCE).run(out))
                .as(this::printed)
                .isZero();
        assertThat(rows()).hasSize(2 + WATCHERS.size());
    }

    @Test
    void backlogAtADovecot_isWorkedOff() throws Exception {
        String obstacle = DovecotMailbox.obstacle();
        assertThat(obstacle.isEmpty() || System.getenv("CI") == null || !DovecotMailbox.isRoot())
                .as(obstacle)
                .isTrue();
        assumeTrue(obstacle.isEmpty(), obstacle + " So the benchmark 'dovecot' was NOT tested.");
        assertThat(new EndpointBacklog(DovecotMailbox::new, WATCHERS, 100, 10_000, 256, PATIENCE, PATIENCE).run(out))
                .as(this::printed)
                .isZero();
        assertThat(rows()).hasSize(2 + WATCHERS.size());
    }

    @Test
    void endpointOfLargeMails_needsLittleMemory() throws Exception {
        assertThat(new EndpointBacklog(
                                SandboxMailbox::new, List.of(Contender.POSTHORN), 2, 25_000_000, 96, PATIENCE, PATIENCE)
                        .run(out))
                .as(this::printed)
                .isZero();
        assertThat(rows()).hasSize(2 + 1);
    }

    @Test
    void endpointsOfManyMailboxes_allWork() throws Exception {
        assertThat(new EndpointCrowd(WATCHERS, 3).run(out)).as(this::printed).isZero();
        assertThat(rows()).hasSize(2 + WATCHERS.size());
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private String[] rows() {
        return printed().lines().filter(line -> line.startsWith("|")).toArray(String[]::new);
    }
}

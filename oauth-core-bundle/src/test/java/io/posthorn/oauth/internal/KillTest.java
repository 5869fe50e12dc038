package io.posthorn.oauth.internal;

import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.sandbox.Sandbox;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server is killed again and again (SIGKILL) while it refreshes tokens. The long form is in docs/reliability.md:
 * {@code -Dposthorn.kills=1000}; {@code -Dposthorn.seed} repeats the delays of a run.
 */
class KillTest {

    private static final int COMBINATIONS = 4;
    private static final int KILLS = Integer.getInteger("posthorn.kills", 16) / COMBINATIONS;
    private static final long SEED = Long.getLong("posthorn.seed", System.nanoTime());

    /** Longer than an answer of the sandbox; shorter than the start of a JVM, mostly. */
    private static final Duration LEASE = Duration.ofSeconds(2);

    /** Long runs tell how far they are. */
    private static final int OFTEN = 50;

    /** Every so many kills, one comes while the process is still starting, and opens the store or mends it. */
    private static final int EARLY = 4;

    private static final Duration START = Duration.ofMillis(1500);

    /** Some refreshes. */
    private static final Duration RUN = Duration.ofMillis(400);

    /** Two of three others come so soon after a token that what it came with is on disk, or lost. */
    private static final int SOON = 4;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private Sandbox sandbox;
    private Path caFile;
    private String jdbcUrl;
    private OAuthClient client;
    private boolean rotationKills;

    private int handedOut;
    private int lost; // answers that nobody was given, as far as that has been lived through
    private int inFlight;
    private int signIns;

    @ParameterizedTest(name = "PostgreSQL: {0}, rotation kills the old token: {1}")
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void afterAKill_theAccountWorks_unlessTheAuthorityKilledTheOldTokenInFlight(boolean postgres, boolean kills)
            throws Exception {
        rotationKills = kills;
        jdbcUrl = postgres ? Postgres.newDatabase() : "";
        try (Sandbox started = Sandbox.builder()
                .rotationKillsOldToken(kills)
                .accessTokenLife(Duration.ofMinutes(60))
                .start()) {
            sandbox = started;
            caFile = Files.copy(started.caFile(), folder.resolve("ca.pem"));
            signIn();
            for (int kill = 1; kill <= KILLS; kill++) {
                kill(kill);
                if (kill % OFTEN == 0) {
                    report(kill);
                }
            }
            try (RefreshProcess last = startAndProve("after the last kill, seed " + SEED)) {
                last.kill(Duration.ZERO);
                handedOut += last.handedOut();
            }
        }
        report(KILLS);
    }

    private void report(int kills) {
        System.out.printf(
                "%s, the old token %s: %d kills, %d refreshes, %d times a refresh was in flight, %d sign-ins needed,"
                        + " no rotation lost that was handed out (seed %d)%n",
                jdbcUrl.isEmpty() ? "H2" : "PostgreSQL",
                rotationKills ? "dies" : "lives",
                kills,
                handedOut,
                inFlight,
                signIns,
                SEED);
    }

    private void signIn() {
        client = new OAuthClient(
                Cloud.of(sandbox.authority()),
                "common",
                sandbox.clientId(),
                sandbox.clientSecret(),
                sandbox.newRefreshToken(sandbox.user("alice")));
    }

    private void kill(int number) throws Exception {
        String description = "kill " + number + " of " + KILLS + ", seed " + SEED;
        boolean isEarly = number % EARLY == 0;
        try (RefreshProcess process = isEarly ? start() : startAndProve(description)) {
            String failure = process.kill(isEarly ? part(1, START) : part(number % 2 == 0 ? 1 : SOON, RUN));
            handedOut += process.handedOut();
            // What the kill before has left behind, an early one meets before it is killed itself.
            assertThat(isEarly && rotationKills ? failure.replaceFirst("^SIGN_IN_NEEDED.*", "") : failure)
                    .as(description + ", before it was killed; " + process.log())
                    .isEmpty();
        }
    }

    /** @param skew 1: any moment is as likely as another; more: the early ones are likelier */
    private Duration part(int skew, Duration whole) {
        return Duration.ofNanos((long) (Math.pow(random.nextDouble(), skew) * whole.toNanos()));
    }

    private RefreshProcess start() throws IOException {
        return RefreshProcess.start(client, caFile, jdbcUrl, folder.resolve("store"), LEASE, Integer.MAX_VALUE);
    }

    /** A process that got a token from the authority itself, and not from the store alone. */
    private RefreshProcess startAndProve(String description) throws Exception {
        int before = unknownAnswers();
        RefreshProcess process = start();
        String failure = process.firstRefresh();
        if (failure.isEmpty()) {
            inFlight += before > lost ? 1 : 0;
            lost = before; // whatever was, the account has outlived it
            return process;
        }
        process.close();
        assertThat(rotationKills).as(description + ": " + failure).isTrue();
        assertThat(failure).as(description).startsWith("SIGN_IN_NEEDED").contains("sign in again");
        assertThat(hasLostAnAnswer())
                .as(description + ": a rotation was lost whose access token had been handed out")
                .isTrue();
        inFlight++;
        signIns++;
        lost = unknownAnswers();
        signIn();
        return startAndProve(description);
    }

    /** The authority writes an answer down a moment after it was given. */
    private boolean hasLostAnAnswer() {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (unknownAnswers() <= lost && System.nanoTime() < patience) {
            Thread.onSpinWait();
        }
        return unknownAnswers() > lost;
    }

    /** Tokens that the authority gave and no line tells of. */
    private int unknownAnswers() {
        long given = sandbox.tokenRequests().stream()
                .filter(request -> request.error().isEmpty())
                .count();
        return (int) given - handedOut;
    }
}

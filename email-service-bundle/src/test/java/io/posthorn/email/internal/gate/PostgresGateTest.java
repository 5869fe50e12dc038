package io.posthorn.email.internal.gate;

import io.posthorn.email.EmailException;
import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PostgresGateTest extends GateContract {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Override
    OpenStore open(Path keys) {
        String name = "gate" + DATABASES.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement create = connection.createStatement()) {
            create.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Stores.postgres(server.getJdbcUrl("postgres", name), "postgres", "postgres", keys);
    }

    @Test
    void aDeadNode_isBelievedToLiveUntilItsLeasesEnd() {
        ManualTime dead = new ManualTime(); // its timer is never moved
        Gate node = new Gate(store, dead, dead);
        for (int i = 0; i < 30; i++) {
            node.enter(ANNA, 1, LIMITS);
        }
        node.connect(ANNA, LIMITS);
        node.connect(ANNA, LIMITS);
        node.connect(ANNA, LIMITS);
        CompletableFuture<Gate.Connection<String>> connection = connect(gate);
        CompletableFuture<Gate.Turn> turn = enter(gate);
        time.pass(Duration.ofMillis(Ledger.LEASE - 1));
        assertThat(connection).isNotDone();
        time.pass(Duration.ofSeconds(1));
        assertThat(connection).isDone();
        time.pass(MINUTE.minusSeconds(1));
        assertThat(turn).isNotDone();
        time.pass(Duration.ofSeconds(1));
        assertThat(turn).isDone();
    }

    @Test
    void nodesWithClocksThatDiffer_goByTheDatabases() {
        InstantSource late = () -> InstantSource.system().instant().minus(Duration.ofHours(1));
        try (Gate one = new Gate(store, InstantSource.system());
                Gate two = new Gate(store, late)) {
            one.rest(ANNA, Duration.ofHours(2), "554 quota");
            assertThat(catchThrowableOfType(
                            EmailException.class, () -> one.enter(ANNA, 1, perMinute(30, Duration.ZERO))))
                    .hasMessageContaining("554 quota");
            Instant until = two.status(ANNA, LIMITS).restsUntil().orElseThrow();
            assertThat(Duration.between(late.instant(), until))
                    .isBetween(Duration.ofMinutes(119), Duration.ofMinutes(150));
        }
    }
}

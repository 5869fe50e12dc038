package io.posthorn.email.internal.gate;

import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

class EmbeddedGateTest extends GateContract {

    @Override
    OpenStore open(Path keys) {
        return Stores.embedded(keys);
    }

    @Test
    void aKilledProcess_leavesNoConnections_andItsMessagesCountForAMinute() {
        ManualTime dead = new ManualTime(); // its timer is never moved
        Gate killed = new Gate(store, dead, dead, false, () -> 0, new Names("killed"));
        for (int i = 0; i < 30; i++) {
            enter(killed).join();
        }
        killed.connect(ANNA, LIMITS);
        killed.connect(ANNA, LIMITS);
        killed.connect(ANNA, LIMITS);
        assertThat(connect(gate)).isDone();
        CompletableFuture<Gate.Turn> next = enter(gate);
        time.pass(MINUTE.minusMillis(1));
        assertThat(next).isNotDone();
        time.pass(Duration.ofMillis(1));
        assertThat(next).isDone();
    }
}

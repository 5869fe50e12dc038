package io.posthorn.console.internal.guard;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class VisitorsTest {

    private Instant now = Instant.parse("2026-11-26T09:00:00Z");
    private final Visitors visitors = new Visitors(() -> now);

    @Test
    void aVisitor_isNewOnce_andAgainFromElsewhereOrAfterANight() {
        assertThat(visitors.isNew("anna", "192.0.2.1")).isTrue();
        assertThat(visitors.isNew("anna", "192.0.2.1")).isFalse();
        assertThat(visitors.isNew("ben", "192.0.2.1")).isTrue();
        assertThat(visitors.isNew("anna", "192.0.2.2")).isTrue();
        now = now.plus(Visitors.AWAY);
        assertThat(visitors.isNew("anna", "192.0.2.1")).isFalse();
        now = now.plus(Visitors.AWAY.plus(Duration.ofSeconds(1)));
        assertThat(visitors.isNew("anna", "192.0.2.1")).isTrue();
    }

    @Test
    void ofManyVisitors_whoWasAwayLongest_isForgotten() {
        for (int i = 0; i <= 1000; i++) {
            assertThat(visitors.isNew("user " + i, "192.0.2.1")).isTrue();
        }
        assertThat(visitors.isNew("user 1000", "192.0.2.1")).isFalse();
        assertThat(visitors.isNew("user 0", "192.0.2.1")).isTrue();
    }
}

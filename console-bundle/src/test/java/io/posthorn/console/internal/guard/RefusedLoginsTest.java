package io.posthorn.console.internal.guard;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class RefusedLoginsTest {

    private Instant now = Instant.parse("2026-11-26T09:00:00Z");
    private final RefusedLogins logins = new RefusedLogins(() -> now);

    @Test
    void theTenthRefusal_closesTheAddress_untilTheOldestIsFiveMinutesOld() {
        for (int i = 1; i <= RefusedLogins.FROM_ONE; i++) {
            assertThat(logins.toWait("192.0.2.1")).isZero();
            assertThat(logins.refused("192.0.2.1")).isEqualTo(i == RefusedLogins.FROM_ONE);
            pass(10);
        }
        assertThat(logins.toWait("192.0.2.1")).isEqualTo(Duration.ofSeconds(200));
        assertThat(logins.toWait("192.0.2.2")).isZero();
        pass(199);
        assertThat(logins.toWait("192.0.2.1")).isEqualTo(Duration.ofSeconds(1));
        pass(1);
        assertThat(logins.toWait("192.0.2.1")).isZero();
        logins.refused("192.0.2.1");
        assertThat(logins.toWait("192.0.2.1")).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void ofManyAtOnce_oneIsTheLast() {
        long last = Stream.generate(() -> logins.refused("192.0.2.1"))
                .limit(50)
                .filter(closes -> closes)
                .count();
        assertThat(last).isEqualTo(1);
        assertThat(logins.toWait("192.0.2.1")).isEqualTo(RefusedLogins.MEMORY);
    }

    @Test
    void refusalsThatAreFarApart_closeNothing() {
        for (int i = 0; i < 100; i++) {
            logins.refused("192.0.2.1");
            assertThat(logins.toWait("192.0.2.1")).isZero();
            pass(34);
        }
    }

    @Test
    void aHundredAddresses_closeTheConsoleToStrangers_notToWhomItKnows() {
        logins.accepted("198.51.100.7");
        for (int i = 0; i < RefusedLogins.FROM_ALL; i++) {
            assertThat(logins.toWait("192.0.2." + i)).isZero();
            logins.refused("192.0.2." + i);
        }
        assertThat(logins.toWait("203.0.113.1")).isEqualTo(RefusedLogins.MEMORY);
        assertThat(logins.toWait("198.51.100.7")).isZero();
        pass(300);
        assertThat(logins.toWait("203.0.113.1")).isZero();
    }

    @Test
    void whoeverIsKnown_mayGuessNoMoreThanOthers() {
        logins.accepted("198.51.100.7");
        for (int i = 0; i < RefusedLogins.FROM_ONE; i++) {
            logins.refused("198.51.100.7");
        }
        assertThat(logins.toWait("198.51.100.7")).isEqualTo(RefusedLogins.MEMORY);
    }

    @Test
    void ofManyWhoLoggedIn_theLastHundredAreKnown() {
        for (int i = 0; i <= 100; i++) {
            logins.accepted("198.51.100." + i);
        }
        for (int i = 0; i < RefusedLogins.FROM_ALL; i++) {
            logins.refused("192.0.2." + i);
        }
        assertThat(logins.toWait("198.51.100.0")).isPositive();
        assertThat(logins.toWait("198.51.100.1")).isZero();
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }
}

package io.posthorn.email.internal.gate;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class RestTest {

    private static final Duration FIRST = Duration.ofSeconds(10);

    @Test
    void refusalsInARow_doubleTheRest_toAQuarterOfAnHour() {
        Rest rest = Rest.NONE;
        long now = 0;
        for (int seconds : new int[] {10, 20, 40, 80, 160, 320, 640, 900, 900, 900}) {
            rest = rest.refused(now, FIRST, "432", 0);
            assertThat(rest.until() - now).isEqualTo(seconds * 1000L);
            now = rest.until();
        }
    }

    @Test
    void chance_lengthensARestByAFifthAtMost() {
        assertThat(Rest.NONE.refused(0, FIRST, "432", 0.5).until()).isEqualTo(11_000);
        assertThat(Rest.NONE.refused(0, FIRST, "432", 1).until()).isEqualTo(12_000);
    }

    @Test
    void aLongRest_doesNotGrow() {
        Rest rest = Rest.NONE.refused(0, Duration.ofHours(1), "554", 0);
        assertThat(rest.refused(rest.until(), Duration.ofHours(1), "554", 0).until())
                .isEqualTo(Duration.ofHours(2).toMillis());
    }

    @Test
    void aShorterRest_changesNeitherTheEndNorTheCause() {
        Rest rest = Rest.NONE.refused(0, Duration.ofHours(1), "554", 0).refused(5, FIRST, "432", 0);
        assertThat(rest).isEqualTo(new Rest(3_600_000, "554", 1));
    }

    @Test
    void aMailThatIsAccepted_endsTheRow_andNotTheRest() {
        Rest rest = Rest.NONE.refused(0, FIRST, "432", 0).accepted();
        assertThat(rest).isEqualTo(new Rest(10_000, "432", 0));
    }
}

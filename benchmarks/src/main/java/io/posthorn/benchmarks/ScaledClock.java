package io.posthorn.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that runs faster than time does, and reads the same in every JVM that has it from the same instant.
 *
 * @param from when it read what all clocks do
 * @param speed how many of its seconds pass in one
 */
record ScaledClock(Instant from, int speed) implements InstantSource {

    static ScaledClock fromNow(int speed) {
        return new ScaledClock(InstantSource.system().instant(), speed);
    }

    @Override
    public Instant instant() {
        Duration real = Duration.between(from, InstantSource.system().instant());
        return from.plus(real.multipliedBy(speed));
    }

    /** How long one has to wait until so much has passed by this clock. */
    Duration real(Duration scaled) {
        return scaled.dividedBy(speed);
    }
}

package io.posthorn.benchmarks;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What is asked of the server while no mail comes. All watch at once, each a server of its own; nothing is timed.
 *
 * @param contenders who is compared
 * @param settling from the first mail, which all have at their beginning, until commands count
 * @param idle how long they are counted
 */
record EndpointIdle(List<Contender> contenders, Duration settling, Duration idle) {

    /** @return how many of ours have not worked on the first mail */
    long run(PrintStream out) throws InterruptedException {
        List<WatchedPlace> places = new ArrayList<>();
        try {
            for (Contender contender : contenders) {
                places.add(WatchedPlace.of(contender));
            }
            long failures = 0;
            for (WatchedPlace place : places) {
                failures += place.begins() || place.contender() != Contender.POSTHORN ? 0 : 1;
            }
            pass(settling);
            List<Commands> before =
                    places.stream().map(place -> place.server().commands()).toList();
            pass(idle);
            print(places, before, out);
            return failures;
        } finally {
            places.forEach(WatchedPlace::close);
        }
    }

    private void print(List<WatchedPlace> places, List<Commands> before, PrintStream out) {
        try (Table table = new Table(
                out, "No mail for " + idle.toSeconds() + " s", "Commands", "Each", "Connections", "Failure")) {
            for (int number = 0; number < places.size(); number++) {
                WatchedPlace place = places.get(number);
                Commands commands = place.server().commands().since(before.get(number));
                table.row(
                        place.contender().label,
                        commands.all(),
                        commands,
                        place.server().openConnections(),
                        place.watcher().trouble());
            }
        }
    }

    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}

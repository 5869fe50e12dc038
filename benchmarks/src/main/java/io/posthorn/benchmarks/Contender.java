package io.posthorn.benchmarks;

import io.posthorn.benchmarks.watch.CamelMail;
import io.posthorn.benchmarks.watch.Inbox;
import io.posthorn.benchmarks.watch.SpringIdle;
import io.posthorn.benchmarks.watch.Watcher;
import io.posthorn.benchmarks.watch.Work;
import io.posthorn.oauth.internal.network.NetworkComponent;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Who watches mailboxes. */
enum Contender {
    POSTHORN("posthorn", Duration.ZERO),
    CAMEL_1S("Camel, poll 1 s", Duration.ofSeconds(1)),
    CAMEL("Camel, poll 60 s (default)", Duration.ofSeconds(60)),
    SPRING("Spring Integration, IDLE", Duration.ZERO);

    final String label;
    private final Duration poll;

    Contender(String label, Duration poll) {
        this.label = label;
        this.poll = poll;
    }

    /** @param server what it says of itself */
    Watcher watch(Map<String, String> server, NetworkComponent network, List<Inbox> inboxes, Work work)
            throws Exception {
        return switch (this) {
            case POSTHORN -> new EndpointStand(server, network, inboxes, work);
            case SPRING -> SpringIdle.watch(inboxes, work);
            default -> CamelMail.watch(inboxes, poll, work);
        };
    }

    boolean polls() {
        return !poll.isZero();
    }
}

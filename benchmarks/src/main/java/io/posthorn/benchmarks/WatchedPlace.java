package io.posthorn.benchmarks;

import java.time.Duration;
import java.util.List;

/** One who watches a mailbox, and a server that nobody else uses. */
record WatchedPlace(Contender contender, MailServerProcess server, WatcherProcess watcher, String address)
        implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(120);
    static final int OCTETS = 10_000;

    private static final int HEAP = 256;

    /** With a mail that is there from the beginning, so that one can see when it watches. */
    static WatchedPlace of(Contender contender) {
        MailServerProcess server = MailServerProcess.watched(1);
        String inbox = server.newInbox();
        String address = inbox.substring(0, inbox.indexOf(' '));
        server.deliver(address, 0, 1, OCTETS);
        return new WatchedPlace(
                contender, server, new WatcherProcess(contender, server, List.of(inbox), HEAP), address);
    }

    /** Waits until it has worked on the first mail. */
    boolean begins() throws InterruptedException {
        return watcher.begins() && watcher.mail(PATIENCE) != null;
    }

    @Override
    public void close() {
        watcher.close();
        server.close();
    }
}

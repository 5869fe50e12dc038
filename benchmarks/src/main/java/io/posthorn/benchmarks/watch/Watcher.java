package io.posthorn.benchmarks.watch;

/** Watches mailboxes from when it was made until it is closed. */
public interface Watcher extends AutoCloseable {

    @Override
    void close();
}

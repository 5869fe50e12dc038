package io.posthorn.email.internal.gate;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The names of one node's rows: the process, the gate in it, and a number. */
final class Names {

    private static final String PROCESS = UUID.randomUUID().toString();

    private final String process;
    private final String node;
    private final AtomicLong last = new AtomicLong();

    Names() {
        this(PROCESS);
    }

    Names(String process) {
        this.process = process;
        this.node = process + "/" + UUID.randomUUID().toString().substring(0, 8);
    }

    String process() {
        return process;
    }

    String node() {
        return node;
    }

    String next() {
        return node + "/" + last.incrementAndGet();
    }
}

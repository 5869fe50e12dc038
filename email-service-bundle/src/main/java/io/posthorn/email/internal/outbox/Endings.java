package io.posthorn.email.internal.outbox;

import io.posthorn.email.OutboxEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells of mails that have come to an end, once that is on disk. */
final class Endings {

    private static final Logger log = LoggerFactory.getLogger(Endings.class);

    private final List<Consumer<OutboxEntry>> listeners = new CopyOnWriteArrayList<>();

    void add(Consumer<OutboxEntry> listener) {
        listeners.add(listener);
    }

    void remove(Consumer<OutboxEntry> listener) {
        listeners.remove(listener);
    }

    void tell(OutboxEntry entry) {
        switch (entry.state()) {
            case REFUSED -> log.info("The mail {} was refused: {}", entry.id(), entry.cause());
            case IN_DOUBT -> log.info("The mail {} is in doubt: {}", entry.id(), entry.cause());
            default -> log.debug("The mail {} is {}.", entry.id(), entry.state());
        }
        for (Consumer<OutboxEntry> listener : listeners) {
            try {
                listener.accept(entry);
            } catch (RuntimeException e) {
                log.warn("Somebody who wants to know of the end of mails has failed.", e);
            }
        }
    }
}

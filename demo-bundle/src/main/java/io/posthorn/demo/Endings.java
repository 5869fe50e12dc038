package io.posthorn.demo;

import org.osgi.service.event.Event;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the outbox says of the mails that it has done with, as events. */
final class Endings {

    private final Map<String, CompletableFuture<String>> states = new ConcurrentHashMap<>();

    void note(Event event) {
        state(String.valueOf(event.getProperty("id")))
                .complete(event.getProperty("state") + " " + event.getProperty("cause"));
    }

    private CompletableFuture<String> state(String id) {
        return states.computeIfAbsent(id, key -> new CompletableFuture<>());
    }

    /** Waits until the mail was sent. */
    void awaitSent(String id) {
        String state;
        try {
            state = state(id).get(1, TimeUnit.MINUTES);
        } catch (TimeoutException e) {
            throw new IllegalStateException("The outbox has not sent the mail within a minute; see mail:outbox.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The demo was stopped.", e);
        }
        if (!state.startsWith("SENT")) {
            throw new IllegalStateException("The outbox has not sent the mail: " + state);
        }
    }
}

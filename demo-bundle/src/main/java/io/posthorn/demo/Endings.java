package io.posthorn.demo;

import org.osgi.service.event.Event;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the outbox says of the mails that it has done with, as events. */
final class Endings {

    private final Map<String, CompletableFuture<String>> states = new ConcurrentHashMap<>();
    private final List<Answer> awaited = new CopyOnWriteArrayList<>();

    void note(Event event) {
        String state = event.getProperty("state") + " " + event.getProperty("cause");
        state(String.valueOf(event.getProperty("id"))).complete(state);
        if (event.getProperty("recipients") instanceof String[] recipients) {
            for (Answer answer : awaited) {
                if (List.of(recipients).contains(answer.recipient)) {
                    answer.state.complete(state);
                }
            }
        }
    }

    private CompletableFuture<String> state(String id) {
        return states.computeIfAbsent(id, key -> new CompletableFuture<>());
    }

    /** Waits until the mail was sent. */
    void awaitSent(String id) {
        awaitSent(state(id));
    }

    private static void awaitSent(CompletableFuture<String> ending) {
        String state;
        try {
            state = ending.get(1, TimeUnit.MINUTES);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "The outbox has not sent the mail within a minute; see mail:outbox and mail:endpoints.", e);
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

    /** The next mail to somebody; ask for it before you send what it answers. */
    Answer answerTo(String recipient) {
        Answer answer = new Answer(recipient);
        awaited.add(answer);
        return answer;
    }

    /** One that is to come. */
    final class Answer {
        private final String recipient;
        private final CompletableFuture<String> state = new CompletableFuture<>();

        private Answer(String recipient) {
            this.recipient = recipient;
        }

        /** Waits until it was sent. Milliseconds since the call, which comes when the server has what it answers. */
        long awaitSent() {
            long delivered = System.nanoTime();
            try {
                Endings.awaitSent(state);
            } finally {
                awaited.remove(this);
            }
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - delivered);
        }
    }
}

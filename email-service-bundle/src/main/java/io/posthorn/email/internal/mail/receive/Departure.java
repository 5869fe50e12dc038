package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The end of all receives when Posthorn stops: they are waited for, and then asked to end before their next mail. */
final class Departure {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Phaser running = new Phaser(1);
    private volatile boolean closing;
    private volatile boolean over;

    void begin() {
        if (closing) {
            throw stopped();
        }
        running.register();
    }

    void end() {
        running.arriveAndDeregister();
    }

    /** Called between two mails. */
    void check() {
        if (over) {
            throw stopped();
        }
    }

    static EmailException stopped() {
        return new EmailException(
                Kind.TEMPORARY,
                "",
                "The Email service is being stopped. Receive again when it has been started.",
                PAUSE,
                List.of(),
                null);
    }

    void stop(Duration patience) {
        if (closing) {
            return;
        }
        closing = true;
        int phase = running.arrive();
        try {
            running.awaitAdvanceInterruptibly(phase, patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            // they end before their next mail
        }
        over = true;
    }
}

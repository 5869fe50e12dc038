package io.posthorn.endpoint.internal.work;

import io.posthorn.endpoint.internal.ledger.Claim;
import io.posthorn.endpoint.internal.ledger.Ledger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Renews the claims of what runs long, for all endpoints of this server. */
public final class Leases implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Leases.class);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "posthorn-endpoint-leases");
        thread.setDaemon(true);
        return thread;
    });

    /** A claim that is renewed. */
    interface Lease {
        void close();
    }

    Lease hold(Ledger ledger, Claim.Held held) {
        long third = ledger.lease().toMillis() / 3;
        ScheduledFuture<?> renewal =
                timer.scheduleWithFixedDelay(() -> renew(ledger, held), third, third, TimeUnit.MILLISECONDS);
        return () -> renewal.cancel(false);
    }

    private static void renew(Ledger ledger, Claim.Held held) {
        try {
            if (!ledger.renew(held)) {
                log.debug("The claim on {} is over.", held.id());
            }
        } catch (RuntimeException e) { // tried again, twice, before it is over
            log.debug("The claim on {} could not be renewed: {}", held.id(), e.getMessage());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

package io.posthorn.email.internal.outbox;

import io.posthorn.email.internal.mail.compose.Envelope;
import io.posthorn.email.internal.mail.compose.Outgoing;
import io.posthorn.store.StoreException;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A mail of the outbox as it goes out. The server cannot take it before the last bytes have come, so right before these it
 * is noted, on disk, that they go; a process that has lost the mail to another one breaks off there.
 */
final class StoredMail implements Outgoing {

    private final Entry entry;
    private final Envelope envelope;
    private final boolean smtpUtf8;
    private final Bodies bodies;
    private final Deliveries deliveries;

    private volatile boolean begun;
    private volatile boolean ending;
    private volatile boolean lost;
    private volatile boolean outOfReach;

    StoredMail(Entry entry, Envelope envelope, boolean smtpUtf8, Bodies bodies, Deliveries deliveries) {
        this.entry = entry;
        this.envelope = envelope;
        this.smtpUtf8 = smtpUtf8;
        this.bodies = bodies;
        this.deliveries = deliveries;
    }

    @Override
    public Envelope envelope() {
        return envelope;
    }

    @Override
    public boolean needsSmtpUtf8() {
        return smtpUtf8;
    }

    @Override
    public long size() {
        return entry.octets();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        begun = true;
        try {
            for (int number = 1; number <= entry.chunks(); number++) {
                byte[] piece = bodies.read(entry.id(), number);
                if (number == entry.chunks()) {
                    markEnding();
                }
                out.write(piece);
            }
        } catch (StoreException e) {
            outOfReach = e.kind() == StoreException.Kind.UNAVAILABLE;
            throw new IOException("The outbox is out of reach: " + e.getMessage(), e);
        }
    }

    private void markEnding() throws IOException {
        if (ending) {
            return; // the same attempt, on another connection: the first one broke before the end of the data
        }
        if (!deliveries.markEnding(entry)) {
            lost = true;
            throw new IOException("Another server has taken this mail over.");
        }
        ending = true;
    }

    /** Whether a server has asked for the body. */
    boolean isBegun() {
        return begun;
    }

    /** Whether the last bytes may have gone out. */
    boolean isEnding() {
        return ending;
    }

    /** Whether the store failed, so that this was no try. */
    boolean isOutOfReach() {
        return outOfReach;
    }

    /** Whether another process has it now. */
    boolean isLost() {
        return lost;
    }
}

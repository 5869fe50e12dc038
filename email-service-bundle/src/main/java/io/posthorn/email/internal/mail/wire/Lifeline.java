package io.posthorn.email.internal.mail.wire;

import jakarta.mail.Session;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Objects;
import java.util.Properties;

/**
 * The socket under a connection, which Angus shows to nobody: it sends at once unless it is asked to gather, and any thread can cut it. Angus sets no
 * TCP_NODELAY, and so waits for the server's delayed acknowledgment behind each flight of several writes.
 */
public final class Lifeline {

    private static final String PROPERTY = "posthorn.lifeline";

    private @Nullable Socket socket;
    private @Nullable GatheringSocket gathering;
    private boolean over;

    public static Lifeline of(Session session) {
        return (Lifeline) Objects.requireNonNull(session.getProperties().get(PROPERTY));
    }

    public void tieTo(Properties properties) {
        properties.put(PROPERTY, this);
    }

    /** Takes a socket before it is used. */
    public synchronized <S extends Socket> S hold(S held) throws SocketException {
        if (over) {
            throw new SocketException("The connection was given up before it was there");
        }
        held.setTcpNoDelay(true);
        socket = held;
        if (held instanceof GatheringSocket lowest) { // Angus puts others around it
            gathering = lowest;
        }
        return held;
    }

    /** Keeps back what is written until something is written after {@link #release}. By the thread that writes. */
    public void gather() {
        GatheringSocket lowest = lowest();
        if (lowest != null) {
            lowest.gather();
        }
    }

    /** Ends {@link #gather}. */
    public void release() {
        GatheringSocket lowest = lowest();
        if (lowest != null) {
            lowest.release();
        }
    }

    private synchronized @Nullable GatheringSocket lowest() {
        return gathering;
    }

    private synchronized @Nullable Socket end() {
        over = true;
        return socket;
    }

    /** Ends the connection without a word, also one that is only being opened; whoever waits on it gets an exception. */
    public void cut() {
        Socket held = end();
        if (held != null) {
            try {
                held.close();
            } catch (IOException e) {
                // it is closed all the same
            }
        }
    }
}

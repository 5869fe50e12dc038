package io.posthorn.sandbox.internal.proxy;

import io.posthorn.sandbox.Direction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Carries one direction of a connection: one thread takes, another gives on when the time has come. */
final class Pump {
    private static final Logger LOG = LoggerFactory.getLogger(Pump.class);
    private static final int CHUNK = 1 << 14;
    private static final int CHUNKS_UNDER_WAY = 1 << 10;

    /** Octets under way; {@code breaks} if the connection breaks behind them, {@code end} if the stream ended. */
    private record Chunk(byte[] octets, long due, boolean breaks, boolean end) {}

    private final Direction direction;
    private final ProxyConnection connection;
    private final Faults faults;
    private final InputStream in;
    private final OutputStream out;
    private final BlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>(CHUNKS_UNDER_WAY);

    Pump(Direction direction, ProxyConnection connection, Faults faults, InputStream in, OutputStream out) {
        this.direction = direction;
        this.connection = connection;
        this.faults = faults;
        this.in = in;
        this.out = out;
    }

    /** Returns at the end of the stream. */
    void take() {
        byte[] buffer = new byte[CHUNK];
        try {
            int count = read(buffer);
            while (count >= 0) {
                byte[] octets = Arrays.copyOf(buffer, count);
                ProxyConnection.Passage passage = connection.pass(direction, octets);
                if (passage.octets().length > 0 || passage.breaks()) {
                    underWay.put(new Chunk(passage.octets(), due(), passage.breaks(), false));
                }
                count = read(buffer);
            }
            underWay.put(new Chunk(new byte[0], due(), false, true));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int read(byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            LOG.debug("The connection ended", e);
            return -1;
        }
    }

    private long due() {
        return System.nanoTime() + faults.latency().toNanos();
    }

    /** Returns when the last octet has been given on. */
    void give() {
        try {
            while (true) {
                Chunk chunk = underWay.take();
                TimeUnit.NANOSECONDS.sleep(chunk.due() - System.nanoTime());
                if (chunk.end()) {
                    connection.ended(direction);
                    return;
                }
                out.write(chunk.octets());
                out.flush();
                if (chunk.breaks()) {
                    connection.breakNow();
                }
                pace(chunk.octets().length);
            }
        } catch (IOException e) {
            LOG.debug("The other side has gone", e);
            connection.lost();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pace(int octets) throws InterruptedException {
        if (faults.octetsPerSecond() > 0) {
            TimeUnit.NANOSECONDS.sleep(octets * 1_000_000_000L / faults.octetsPerSecond());
        }
    }
}

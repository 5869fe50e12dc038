package io.posthorn.sandbox.internal.proxy;

import io.posthorn.sandbox.internal.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Accepts the connections of a proxy on a free port of 127.0.0.1. */
public final class ProxyListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyListener.class);

    private final Route route;
    private final Supplier<Faults> faults;
    private final ServerSocket listener;
    private final Set<ProxyConnection> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;

    /**
     * Listens at once.
     *
     * @param faults asked for each new connection
     */
    public ProxyListener(Route route, Supplier<Faults> faults) {
        this.route = route;
        this.faults = faults;
        threads = DaemonThreads.pool("sandbox " + route.protocol() + " proxy");
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** Where it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    /** How many connections it has accepted. */
    public int accepted() {
        return connections.size();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                ProxyConnection connection = new ProxyConnection(route, faults.get(), client);
                connections.add(connection);
                threads.execute(() -> connection.open(threads));
            } catch (IOException | RejectedExecutionException e) {
                LOG.debug("No longer accepting for {}", route.protocol(), e);
            }
        }
    }

    /** Ends all connections as a lost network does. */
    public void abandonAll() {
        connections.forEach(ProxyConnection::lost);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.debug("Closing the proxy for {}", route.protocol(), e);
        }
        threads.shutdownNow();
        abandonAll();
    }
}

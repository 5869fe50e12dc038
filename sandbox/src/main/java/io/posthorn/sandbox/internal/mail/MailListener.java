package io.posthorn.sandbox.internal.mail;

import io.posthorn.sandbox.Protocol;
import io.posthorn.sandbox.internal.DaemonThreads;
import org.jspecify.annotations.Nullable;
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
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** Accepts the connections of one mail protocol on a free port of 127.0.0.1. */
final class MailListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MailListener.class);

    /** One conversation, from greeting to end. */
    interface Conversation {
        void hold(Wire wire) throws IOException;
    }

    private final Protocol protocol;
    private final Dialogue dialogue;
    private final Traffic traffic;
    private final @Nullable SSLContext implicitTls;
    private final Conversation conversation;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;

    MailListener(
            Protocol protocol,
            Dialogue dialogue,
            Traffic traffic,
            @Nullable SSLContext implicitTls,
            Conversation conversation) {
        this.protocol = protocol;
        this.dialogue = dialogue;
        this.traffic = traffic;
        this.implicitTls = implicitTls;
        this.conversation = conversation;
        threads = DaemonThreads.pool("sandbox " + protocol);
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listener.close();
            threads.shutdownNow();
            for (Socket socket : open) {
                socket.close();
            }
            // A conversation may still hold a file.
            threads.awaitTermination(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            LOG.debug("Closing {}", protocol, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                serve(listener.accept());
            } catch (IOException e) {
                LOG.debug("No longer accepting {}", protocol, e);
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        open.add(socket);
        try {
            threads.execute(() -> converse(socket));
        } catch (RejectedExecutionException e) {
            socket.close();
        }
    }

    private void converse(Socket socket) {
        try (socket;
                Wire wire = new Wire(protocol, dialogue, traffic, socket)) {
            socket.setTcpNoDelay(true);
            if (implicitTls != null) {
                wire.startTls(implicitTls);
            }
            conversation.hold(wire);
        } catch (IOException e) {
            LOG.debug("{} connection ended", protocol, e);
        } catch (RuntimeException e) {
            LOG.warn("The sandbox's {} server failed", protocol, e);
        } finally {
            open.remove(socket);
        }
    }
}

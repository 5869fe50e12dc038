package io.posthorn.sandbox.internal.tunnel;

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

/** Accepts the connections of an HTTP proxy on a free port of 127.0.0.1. */
public final class TunnelListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TunnelListener.class);

    private final Supplier<Judge> judge;
    private final Witness witness;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = DaemonThreads.pool("sandbox HTTP proxy");

    /** Is told of every request. */
    @FunctionalInterface
    public interface Witness {
        /** Before the client gets its answer. */
        void saw(String target, boolean withLogin, int status);
    }

    /**
     * Listens at once.
     *
     * @param judge asked for each request
     */
    public TunnelListener(Supplier<Judge> judge, Witness witness) {
        this.judge = judge;
        this.witness = witness;
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

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException | RejectedExecutionException e) {
                LOG.debug("No longer accepting", e);
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            RequestHead head = RequestHead.read(client.getInputStream());
            int status = judge.get().status(head);
            String target = head.method() + " " + head.target();
            boolean withLogin = !head.authorization().isEmpty();
            if (status == 200) {
                tunnel(client, head, () -> witness.saw(target, withLogin, status));
            } else {
                witness.saw(target, withLogin, status);
                answer(client, status);
            }
        } catch (IOException e) {
            LOG.debug("The connection ended", e);
        } finally {
            open.remove(client);
        }
    }

    private void tunnel(Socket client, RequestHead head, Runnable opened) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), head.port())) {
            open.add(server);
            opened.run();
            client.getOutputStream().write(RequestHead.octets("HTTP/1.1 200 Connection established\r\n\r\n"));
            threads.execute(() -> copy(server, client));
            copy(client, server);
            open.remove(server);
        }
    }

    /** Ends both when one has ended: whoever hangs up on a mail server or an authority has nothing more to hear. */
    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            LOG.debug("The tunnel ended", e);
        }
    }

    private static void answer(Socket client, int status) throws IOException {
        String wanted = status == 407 ? "Proxy-Authenticate: Basic realm=\"sandbox\"\r\n" : "";
        client.getOutputStream()
                .write(RequestHead.octets("HTTP/1.1 " + status + " " + reason(status) + "\r\n" + wanted
                        + "Content-Length: 0\r\nConnection: close\r\n\r\n"));
    }

    private static String reason(int status) {
        return switch (status) {
            case 403 -> "Forbidden";
            case 405 -> "Method Not Allowed";
            case 407 -> "Proxy Authentication Required";
            case 502 -> "Bad Gateway";
            default -> "No";
        };
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            LOG.debug("Closing the HTTP proxy", e);
        }
        threads.shutdownNow();
    }
}

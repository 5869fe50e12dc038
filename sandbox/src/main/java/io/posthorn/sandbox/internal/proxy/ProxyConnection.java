package io.posthorn.sandbox.internal.proxy;

import io.posthorn.sandbox.Direction;
import io.posthorn.sandbox.Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;

/** One client's connection through the proxy to the server, with the faults that were set when it was opened. */
final class ProxyConnection {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyConnection.class);

    /** What of a chunk goes on, and whether the connection breaks behind it. */
    record Passage(byte[] octets, boolean breaks) {}

    private final Route route;
    private final Faults faults;
    private final Optional<Breakpoint> breakpoint;
    private final CapabilityFilter filter;
    private final Side client;
    private volatile Optional<Side> server = Optional.empty();
    private volatile boolean broken;

    ProxyConnection(Route route, Faults faults, Socket socket) throws IOException {
        this.route = route;
        this.faults = faults;
        breakpoint = faults.broken().map(Breakpoint::new);
        filter = new CapabilityFilter(route.protocol(), faults.without());
        client = new Side(socket);
    }

    /** Opens the way to the server and starts to carry. */
    void open(Executor threads) {
        try {
            if (breakpoint.map(Breakpoint::atOpening).orElse(false)) {
                broken = true;
                if (!faults.silent()) {
                    client.close();
                }
                return;
            }
            Side upstream = new Side(new Socket(InetAddress.getLoopbackAddress(), route.port()));
            server = Optional.of(upstream);
            if (!faults.passedTls()) {
                endTls(upstream);
            }
            boolean brokenBeforeTls = broken;
            carry(Direction.TO_SERVER, client, upstream, threads);
            carry(Direction.TO_CLIENT, upstream, client, threads);
            if (brokenBeforeTls) {
                breakNow();
            }
        } catch (IOException e) {
            LOG.debug("No connection through the proxy", e);
            close();
        }
    }

    private void endTls(Side upstream) throws IOException {
        if (route.protocol() == Protocol.SMTP) {
            new StartTls(route, client, upstream, faults, this::pass).negotiate();
        } else {
            upstream.startTls(route.clientTls(), true);
            client.startTls(route.serverTls(), false);
        }
    }

    private void carry(Direction direction, Side from, Side to, Executor threads) throws IOException {
        Pump pump = new Pump(direction, this, faults, from.in(), to.out());
        threads.execute(pump::take);
        threads.execute(pump::give);
    }

    /** Decides what goes on. */
    synchronized Passage pass(Direction direction, byte[] octets) {
        if (broken) {
            return new Passage(new byte[0], false);
        }
        int end = breakpoint
                .filter(point -> point.direction() == direction)
                .map(point -> point.in(octets))
                .orElse(Breakpoint.NOT_HERE);
        broken = end != Breakpoint.NOT_HERE;
        byte[] passing = broken ? Arrays.copyOf(octets, end) : octets;
        if (direction == Direction.TO_SERVER) {
            filter.fromClient(passing);
        } else {
            passing = filter.fromServer(passing);
        }
        return new Passage(passing, broken);
    }

    /** What was passed has been given on; nothing more will be. */
    void breakNow() throws IOException {
        if (!faults.silent()) {
            client.fallSilent();
            server.orElseThrow().fallSilent();
        }
    }

    /** One side has ended by itself. */
    void ended(Direction direction) {
        boolean byClient = direction == Direction.TO_SERVER;
        if (!broken) {
            close();
        } else if (faults.silent() && byClient) {
            lost();
        } else if (!faults.silent()) {
            (byClient ? client : server.orElseThrow()).abandon();
        }
    }

    /** Nothing can be given on. */
    void lost() {
        client.abandon();
        server.ifPresent(Side::abandon);
    }

    private void close() {
        client.close();
        server.ifPresent(Side::close);
    }
}

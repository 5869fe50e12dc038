package io.posthorn.sandbox;

import io.posthorn.sandbox.internal.proxy.Faults;
import io.posthorn.sandbox.internal.proxy.ProxyListener;
import io.posthorn.sandbox.internal.proxy.Route;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A bad network before one of the sandbox's servers, on a port of its own; made by {@link Sandbox#proxy}. It ends TLS with
 * a certificate of the sandbox's authority and begins it anew towards the server, so that it can break a connection after
 * any line, behind STARTTLS too.
 *
 * <p>A connection keeps the faults that were set when it was opened. Latency and bandwidth are real time: assert on order
 * with them, not on duration. Safe for use by several threads.
 */
public final class FaultProxy implements AutoCloseable {
    private final ProxyListener listener;
    private Duration latency = Duration.ZERO;
    private long octetsPerSecond;
    private Optional<After> broken = Optional.empty();
    private boolean silent;
    private Set<String> without = Set.of();
    private boolean strippedStartTls;
    private boolean passedTls;

    FaultProxy(Route route) {
        listener = new ProxyListener(route, this::faults);
    }

    private synchronized Faults faults() {
        return new Faults(latency, octetsPerSecond, broken, silent, without, strippedStartTls, passedTls);
    }

    /** The port that clients connect to in place of the server's, on the same host. */
    public int port() {
        return listener.port();
    }

    /** How many connections clients have opened. */
    public int connections() {
        return listener.accepted();
    }

    /** Everything arrives so much later, each way; a round trip takes twice as long. */
    public synchronized FaultProxy latency(Duration oneWay) {
        latency = oneWay;
        return this;
    }

    /** No more than so many octets a second pass, each way; 0 for as many as there are. */
    public synchronized FaultProxy bandwidth(long limit) {
        octetsPerSecond = limit;
        return this;
    }

    /** Connections end then, for both sides, without a word of TLS. */
    public synchronized FaultProxy cut(After moment) {
        broken = Optional.of(moment);
        silent = false;
        return this;
    }

    /** Connections stay open then, and nothing passes any more: half-open, as when a router forgets them. */
    public synchronized FaultProxy silence(After moment) {
        broken = Optional.of(moment);
        silent = true;
        return this;
    }

    /** EHLO, CAPABILITY and CAPA do not list these, such as {@code CHUNKING}, {@code IDLE} or {@code XOAUTH2}. */
    public synchronized FaultProxy without(String... capabilities) {
        without = Arrays.stream(capabilities)
                .map(name -> name.toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return this;
    }

    /**
     * On: SMTP offers no STARTTLS. The proxy speaks TLS with the server and in clear with the client, which then sees
     * AUTH and may fall for it.
     */
    public synchronized FaultProxy stripStartTls(boolean on) {
        strippedStartTls = on;
        return this;
    }

    /** On: TLS passes as it is, with the server's certificate, and {@link After#octets} counts what is on the wire. */
    public synchronized FaultProxy passTls(boolean on) {
        passedTls = on;
        return this;
    }

    /** New connections are as good as ever. */
    public synchronized FaultProxy heal() {
        broken = Optional.empty();
        return latency(Duration.ZERO)
                .bandwidth(0)
                .without()
                .stripStartTls(false)
                .passTls(false);
    }

    /** Ends all connections that are open. */
    public void cutNow() {
        listener.abandonAll();
    }

    @Override
    public void close() {
        listener.close();
    }
}

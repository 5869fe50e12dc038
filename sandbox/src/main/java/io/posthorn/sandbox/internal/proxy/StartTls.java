package io.posthorn.sandbox.internal.proxy;

import io.posthorn.sandbox.Direction;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/** Carries SMTP line by line until both sides are under TLS, or the client shows that it goes without. */
final class StartTls {
    private static final Set<String> BEFORE_TLS = Set.of("EHLO", "HELO", "NOOP", "RSET", "STARTTLS");

    private final Route route;
    private final Side client;
    private final Side server;
    private final Faults faults;
    private final BiFunction<Direction, byte[], ProxyConnection.Passage> gate;

    StartTls(
            Route route,
            Side client,
            Side server,
            Faults faults,
            BiFunction<Direction, byte[], ProxyConnection.Passage> gate) {
        this.route = route;
        this.client = client;
        this.server = server;
        this.faults = faults;
        this.gate = gate;
    }

    /** Returns when the rest can be carried as it comes, or the connection has broken. */
    void negotiate() throws IOException {
        try {
            converse();
        } catch (PlannedBreak e) {
            // What was to pass has passed.
        }
    }

    private void converse() throws IOException {
        byte[] greeting = server.readLine();
        if (faults.strippedStartTls()) {
            ask("EHLO proxy");
            ask("STARTTLS");
            server.startTls(route.clientTls(), true);
            carry(Direction.TO_CLIENT, client, greeting);
            return;
        }
        carry(Direction.TO_CLIENT, client, greeting);
        String verb = "";
        while (!verb.equals("STARTTLS")) {
            byte[] line = client.readLine();
            verb = Side.verb(line);
            carry(Direction.TO_SERVER, server, line);
            if (!BEFORE_TLS.contains(verb)) {
                return;
            }
            boolean positive = carryReply().startsWith("2");
            if (verb.equals("STARTTLS") && !positive) {
                verb = "";
            }
        }
        server.startTls(route.clientTls(), true);
        client.startTls(route.serverTls(), false);
    }

    private static final class PlannedBreak extends IOException {
        private static final long serialVersionUID = 1;
    }

    private void ask(String line) throws IOException {
        server.send((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        server.readReply();
    }

    private String carryReply() throws IOException {
        byte[] line = server.readLine();
        carry(Direction.TO_CLIENT, client, line);
        while (Side.text(line).startsWith("-", 3)) {
            line = server.readLine();
            carry(Direction.TO_CLIENT, client, line);
        }
        return Side.text(line);
    }

    private void carry(Direction direction, Side to, byte[] line) throws IOException {
        ProxyConnection.Passage passage = gate.apply(direction, line);
        try {
            TimeUnit.NANOSECONDS.sleep(faults.latency().toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        to.send(passage.octets());
        if (passage.breaks()) {
            throw new PlannedBreak();
        }
    }
}

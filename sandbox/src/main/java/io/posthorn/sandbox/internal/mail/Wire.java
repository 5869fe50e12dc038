package io.posthorn.sandbox.internal.mail;

import io.posthorn.sandbox.Protocol;
import io.posthorn.sandbox.User;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One connection of a client to a mail server: lines both ways, written down as they pass. */
final class Wire implements AutoCloseable {
    private final Protocol protocol;
    private final Dialogue dialogue;
    private final Traffic traffic;
    private final Traffic.Entry entry;
    private volatile boolean spoken;
    private Socket socket;
    private LineInput in;
    private OutputStream out;

    Wire(Protocol protocol, Dialogue dialogue, Traffic traffic, Socket socket) throws IOException {
        this.protocol = protocol;
        this.dialogue = dialogue;
        this.traffic = traffic;
        this.entry = traffic.opened(protocol);
        this.socket = socket;
        out = watched(socket);
        in = new LineInput(socket.getInputStream(), out);
    }

    /** Notes that the server has spoken when its words really leave. */
    private OutputStream watched(Socket destination) throws IOException {
        return new BufferedOutputStream(new FilterOutputStream(destination.getOutputStream()) {
            @Override
            public void write(byte[] octets, int from, int count) throws IOException {
                spoken = true;
                out.write(octets, from, count);
            }
        });
    }

    Protocol protocol() {
        return protocol;
    }

    Dialogue dialogue() {
        return dialogue;
    }

    LineInput in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    Traffic.Entry entry() {
        return entry;
    }

    /** The client is logged in to this mailbox. */
    void entered(User mailbox) {
        traffic.entered(entry, mailbox.address());
    }

    /** The client is about to go, and no longer counts. */
    void left() {
        traffic.left(entry);
    }

    boolean tls() {
        return socket instanceof SSLSocket;
    }

    /** The next line of the client, not yet written down. */
    String read() throws IOException {
        boolean sentBefore = in.buffered();
        String line = in.readLine();
        if (line == null) {
            throw new EOFException("The client has gone");
        }
        if (!sentBefore) {
            countFlight();
        }
        return line;
    }

    /** Something has come that the client may have held back until the server spoke. */
    void countFlight() {
        if (spoken) {
            spoken = false;
            entry.flight();
        }
    }

    /** The next line, which is a credential or a part of one. */
    String readSecret() throws IOException {
        String line = read();
        heard(line.equals("*") ? "*" : "***");
        return line;
    }

    void heard(String line) {
        dialogue.client(protocol, line);
    }

    void said(String line) {
        dialogue.server(protocol, line);
    }

    /** Sends a line at once. */
    void send(String line) throws IOException {
        said(line);
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        // Answers to pipelined commands leave together.
        if (!in.ready()) {
            out.flush();
        }
    }

    /** Goes on under TLS. What the client sent in clear behind its command is forgotten. */
    void startTls(SSLContext context) throws IOException {
        out.flush();
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        socket = secure;
        out = watched(secure);
        in = new LineInput(secure.getInputStream(), out);
    }

    @Override
    public void close() throws IOException {
        left();
        try {
            out.flush();
        } finally {
            socket.close();
        }
    }
}

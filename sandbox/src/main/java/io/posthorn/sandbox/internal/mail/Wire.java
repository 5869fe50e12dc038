package io.posthorn.sandbox.internal.mail;

import java.io.BufferedOutputStream;
import java.io.EOFException;
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
    private Socket socket;
    private LineInput in;
    private OutputStream out;

    Wire(Protocol protocol, Dialogue dialogue, Socket socket) throws IOException {
        this.protocol = protocol;
        this.dialogue = dialogue;
        this.socket = socket;
        in = new LineInput(socket.getInputStream(), this::flush);
        out = new BufferedOutputStream(socket.getOutputStream());
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

    boolean tls() {
        return socket instanceof SSLSocket;
    }

    /** The next line of the client, not yet written down. */
    String read() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new EOFException("The client has gone");
        }
        return line;
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

    private void flush() throws IOException {
        out.flush();
    }

    /** Goes on under TLS. What the client sent in clear behind its command is forgotten. */
    void startTls(SSLContext context) throws IOException {
        out.flush();
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        socket = secure;
        in = new LineInput(secure.getInputStream(), this::flush);
        out = new BufferedOutputStream(secure.getOutputStream());
    }

    @Override
    public void close() throws IOException {
        try {
            out.flush();
        } finally {
            socket.close();
        }
    }
}

package io.posthorn.sandbox.internal.mail;

import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection to GreenMail's IMAP server, which listens without TLS and is entered by the sandbox only. */
final class BackRoom implements AutoCloseable {
    private final Socket socket;
    private final LineInput in;
    private final OutputStream out;
    private final boolean quickAck;

    BackRoom(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        in = new LineInput(socket.getInputStream());
        out = new BufferedOutputStream(socket.getOutputStream());
        quickAck = socket.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
    }

    void login(String address, String password) throws IOException {
        readLine();
        send("enter LOGIN \"" + address + "\" \"" + password + "\"");
        String answer = readLine();
        if (answer == null || !answer.startsWith("enter OK")) {
            throw new IOException("GreenMail refused the sandbox: " + answer);
        }
    }

    void send(String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** For the octets of literals. */
    OutputStream out() {
        return out;
    }

    LineInput in() {
        return in;
    }

    @Nullable
    String readLine() throws IOException {
        if (quickAck && !in.ready()) {
            // GreenMail writes an answer in two small pieces with Nagle's algorithm on: without this, each command
            // would wait 40 ms for a delayed acknowledgement. The system forgets the option, so it is set each time.
            socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
        return in.readLine();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

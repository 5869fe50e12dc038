package io.posthorn.sandbox.internal.proxy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One end of a connection through the proxy: a socket that may go on under TLS. */
final class Side {
    private final Socket raw;
    private volatile Socket socket;

    Side(Socket raw) throws IOException {
        this.raw = raw;
        this.socket = raw;
        raw.setTcpNoDelay(true);
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    /** Goes on under TLS, as the server of it or as its client. */
    void startTls(SSLContext context, boolean asClient) throws IOException {
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(raw, "localhost", raw.getPort(), true);
        secure.setUseClientMode(asClient);
        secure.startHandshake();
        socket = secure;
    }

    /** The next line with its end, and nothing that comes after it. */
    byte[] readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        InputStream in = in();
        int octet = 0;
        while (octet != '\n') {
            octet = in.read();
            if (octet < 0) {
                throw new EOFException("The connection ended before TLS");
            }
            line.write(octet);
        }
        return line.toByteArray();
    }

    /** The last line of an SMTP reply. */
    String readReply() throws IOException {
        String line = text(readLine());
        while (line.startsWith("-", 3)) {
            line = text(readLine());
        }
        return line;
    }

    static String text(byte[] line) {
        return new String(line, StandardCharsets.ISO_8859_1);
    }

    static String verb(byte[] line) {
        return text(line).trim().split(" ", 2)[0].toUpperCase(Locale.ROOT);
    }

    void send(byte[] octets) throws IOException {
        out().write(octets);
        out().flush();
    }

    /** Says no more, and does not say so in TLS; what was said before still arrives. */
    void fallSilent() throws IOException {
        raw.shutdownOutput();
    }

    /** Ends as it should. */
    void close() {
        closeQuietly(socket);
        closeQuietly(raw);
    }

    /** Ends without a word of TLS, which might have to wait. */
    void abandon() {
        closeQuietly(raw);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no more use either way.
        }
    }
}

package io.posthorn.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLSocket;

/** A client that says exactly what a test wants said. */
final class RawClient implements AutoCloseable {
    private final Sandbox sandbox;
    private Socket socket;
    private BufferedReader in;

    private RawClient(Sandbox sandbox, Socket socket) throws IOException {
        this.sandbox = sandbox;
        this.socket = socket;
        socket.setSoTimeout(30_000);
        this.in = reader(socket);
    }

    static RawClient plain(Sandbox sandbox, int port) throws IOException {
        return new RawClient(sandbox, new Socket(sandbox.host(), port));
    }

    static RawClient tls(Sandbox sandbox, int port) throws IOException {
        return new RawClient(sandbox, Trust.in(sandbox).getSocketFactory().createSocket(sandbox.host(), port));
    }

    /** A connection to SMTP behind STARTTLS and the second EHLO. */
    static RawClient smtp(Sandbox sandbox) throws IOException {
        return smtp(sandbox, sandbox.smtpPort());
    }

    static RawClient smtp(Sandbox sandbox, int port) throws IOException {
        RawClient client = plain(sandbox, port);
        client.read();
        client.smtp("EHLO client.test");
        client.smtp("STARTTLS");
        client.startTls();
        client.smtp("EHLO client.test");
        return client;
    }

    void startTls() throws IOException {
        SSLSocket secure = (SSLSocket)
                Trust.in(sandbox).getSocketFactory().createSocket(socket, sandbox.host(), socket.getPort(), true);
        secure.startHandshake();
        socket = secure;
        in = reader(secure);
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    static String xoauth2(String user, String token) {
        return base64("user=" + user + "\1auth=Bearer " + token + "\1\1");
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(String text) throws IOException {
        sendOctets(text + "\r\n");
    }

    void sendOctets(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The next line; null at the end. */
    String read() throws IOException {
        return in.readLine();
    }

    /** So many octets, without waiting for a line's end. */
    String readOctets(int count) throws IOException {
        char[] octets = new char[count];
        int read = 0;
        while (read < count) {
            read += in.read(octets, read, count - read);
        }
        return new String(octets);
    }

    void timeout(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    String ask(String line) throws IOException {
        send(line);
        return read();
    }

    /** The lines of one SMTP reply. */
    List<String> smtp(String line) throws IOException {
        send(line);
        List<String> reply = new ArrayList<>();
        do {
            reply.add(read());
        } while (reply.get(reply.size() - 1).charAt(3) == '-');
        return reply;
    }

    /** The lines up to the tagged one. */
    List<String> imap(String line) throws IOException {
        send(line);
        return readTo(line.substring(0, line.indexOf(' ') + 1));
    }

    /** The lines up to one that begins so. */
    List<String> readTo(String start) throws IOException {
        List<String> lines = new ArrayList<>();
        do {
            lines.add(read());
        } while (!lines.get(lines.size() - 1).startsWith(start));
        return lines;
    }

    /** The lines of a POP3 answer that ends with a dot. */
    List<String> pop3(String line) throws IOException {
        send(line);
        List<String> reply = new ArrayList<>();
        do {
            reply.add(read());
        } while (!reply.get(reply.size() - 1).equals("."));
        return reply;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

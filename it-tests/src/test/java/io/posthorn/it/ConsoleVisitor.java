package io.posthorn.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Somebody at the web console of a started Posthorn, who says what browsers do not let a page say: any host, any header, and
 * from any address of loopback.
 *
 * @param port of the console
 * @param from the visitor's address
 * @param host that the visitor asks for
 * @param login user and password with a colon; empty for none
 */
record ConsoleVisitor(int port, String from, String host, String login) {

    /** One at this machine who asks for it by its address. */
    static ConsoleVisitor at(int port, String login) {
        return new ConsoleVisitor(port, "127.0.0.1", "127.0.0.1:" + port, login);
    }

    ConsoleVisitor askingFor(String other) {
        return new ConsoleVisitor(port, from, other, login);
    }

    ConsoleVisitor comingFrom(String other) {
        return new ConsoleVisitor(port, other, host, login);
    }

    /** What comes back of one request: status line, headers and body. */
    String get(String path) throws IOException {
        return ask("GET " + path, "");
    }

    String post(String path, String form, String... headers) throws IOException {
        StringBuilder more = new StringBuilder("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ")
                .append(form.length())
                .append("\r\n");
        for (String header : headers) {
            more.append(header).append("\r\n");
        }
        return ask("POST " + path, more + "\r\n" + form);
    }

    private String ask(String line, String rest) throws IOException {
        String authorization = login.isEmpty()
                ? ""
                : "Authorization: Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8))
                        + "\r\n";
        String request = line + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + authorization
                + (rest.isEmpty() ? "\r\n" : rest);
        try (Socket socket = new Socket("127.0.0.1", port, InetAddress.getByName(from), 0)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

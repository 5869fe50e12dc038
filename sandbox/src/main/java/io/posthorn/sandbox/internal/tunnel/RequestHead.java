package io.posthorn.sandbox.internal.tunnel;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The head of a request to a proxy.
 *
 * @param method such as {@code CONNECT}
 * @param target such as {@code localhost:587}
 * @param authorization the value of {@code Proxy-Authorization}; empty if there is none
 */
record RequestHead(String method, String target, String authorization) {
    private static final int LONGEST = 1 << 14;
    private static final String AUTHORIZATION = "proxy-authorization:";

    /** Takes no octet of what follows the head: that belongs to the tunnel. */
    static RequestHead read(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0 || text.length() > LONGEST) {
                throw new EOFException("No request");
            }
            text.append((char) octet);
        }
        List<String> lines = text.toString().lines().toList();
        String[] words = lines.get(0).split(" ");
        if (words.length != 3 || !words[2].startsWith("HTTP/")) {
            throw new IOException("No HTTP request");
        }
        return new RequestHead(words[0], words[1], authorization(lines));
    }

    private static String authorization(List<String> lines) {
        return lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(AUTHORIZATION))
                .map(line -> line.substring(AUTHORIZATION.length()).strip())
                .findFirst()
                .orElse("");
    }

    String host() {
        return target.replaceFirst(":[^:]*$", "");
    }

    int port() {
        String port = target.replaceFirst("^.*:", "");
        return port.matches("\\d{1,5}") ? Integer.parseInt(port) : 0;
    }

    @Override
    public String toString() {
        return "RequestHead[" + method + " " + target + "]";
    }

    /** Keeps the system's encoding out of it. */
    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

package io.posthorn.email.internal.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Parts with a boundary around each (RFC 2046, section 5.1).
 *
 * @param type for example {@code multipart/mixed}
 * @param boundary in none of the parts
 */
record Multipart(String type, String boundary, List<MimePart> parts) implements MimePart {

    @Override
    public String fields() {
        Parameters field = new Parameters("Content-Type: " + type);
        if (type.equals("multipart/related")) {
            field.add("type", "text/html"); // of its first part (RFC 2387, section 3.1)
        }
        return field.add("boundary", boundary).field();
    }

    @Override
    public long bodySize() throws IOException {
        long size = end().length;
        for (MimePart part : parts) {
            size += begin(part).length + part.bodySize() + 2;
        }
        return size;
    }

    @Override
    public void writeBody(OutputStream out) throws IOException {
        for (MimePart part : parts) {
            out.write(begin(part));
            part.writeBody(out);
            out.write('\r');
            out.write('\n');
        }
        out.write(end());
    }

    private byte[] begin(MimePart part) {
        return ascii("--" + boundary + "\r\n" + part.fields() + "\r\n");
    }

    private byte[] end() {
        return ascii("--" + boundary + "--\r\n");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

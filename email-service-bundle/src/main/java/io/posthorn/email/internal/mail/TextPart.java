package io.posthorn.email.internal.mail;

import org.eclipse.angus.mail.util.QPEncoderStream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.regex.Pattern;

/** Text or HTML, in the plainest transfer encoding that keeps every line under 998 octets of seven bits. */
final class TextPart implements MimePart {

    private static final int LONGEST_LINE = 998; // RFC 5322, section 2.1.1
    private static final byte ESCAPE = 0x1b; // begins each switch of ISO-2022-JP, which would be ugly in quotes
    private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r|\n");

    private final String type;
    private final Charset charset;
    private final String encoding;
    private final byte[] body;

    /**
     * Encodes.
     *
     * @param type {@code text/plain} or {@code text/html}
     * @param text with line breaks of any kind
     */
    TextPart(String type, String text, Charset charset) {
        this.type = type;
        this.charset = charset;
        byte[] bytes = LINE_BREAK.matcher(text).replaceAll("\r\n").getBytes(charset);
        Shape shape = Shape.of(bytes);
        if (shape.fits()) {
            encoding = "7bit";
            body = bytes;
        } else if (shape.escapes || 6 * shape.special > bytes.length) {
            encoding = "base64";
            body = Base64.getMimeEncoder().encode(bytes);
        } else {
            encoding = "quoted-printable";
            body = quoted(bytes);
        }
    }

    private static byte[] quoted(byte[] bytes) {
        ByteArrayOutputStream quoted = new ByteArrayOutputStream(bytes.length * 5 / 4);
        try (OutputStream out = new QPEncoderStream(quoted)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e); // memory does not fail so
        }
        return quoted.toByteArray();
    }

    @Override
    public String fields() {
        return "Content-Type: " + type + "; charset=" + charset.name() + "\r\nContent-Transfer-Encoding: " + encoding
                + "\r\n";
    }

    /** Whether a line break at its end is its own. */
    boolean endsLine() {
        return body.length > 1 && body[body.length - 2] == '\r' && body[body.length - 1] == '\n';
    }

    @Override
    public long bodySize() {
        return body.length;
    }

    @Override
    public void writeBody(OutputStream out) throws IOException {
        out.write(body);
    }

    /** What matters of some octets for their transfer. */
    private record Shape(int special, boolean escapes, int longestLine) {

        static Shape of(byte[] bytes) {
            int special = 0;
            boolean escapes = false;
            int longest = 0;
            int begin = 0;
            for (int i = 0; i < bytes.length; i++) {
                byte b = bytes[i];
                if (b <= 0) {
                    special++;
                } else if (b == '\n') {
                    longest = Math.max(longest, i - 1 - begin);
                    begin = i + 1;
                } else if (b == ESCAPE) {
                    escapes = true;
                }
            }
            return new Shape(special, escapes, Math.max(longest, bytes.length - begin));
        }

        boolean fits() {
            return special == 0 && longestLine <= LONGEST_LINE;
        }
    }
}

package io.posthorn.sandbox.internal.mail;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.Flushable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Reads lines and counted octets from one stream. */
final class LineInput {
    // A command line with a token of several thousand characters must pass; a stream without line ends must not.
    private static final int LONGEST_LINE = 1 << 20;

    private final InputStream in;
    private final Flushable beforeWaiting;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;

    LineInput(InputStream in) {
        this(in, () -> {});
    }

    /**
     * Reads and, before it has to wait, lets the other side know what it may be waiting for.
     *
     * @param beforeWaiting flushes the answers so far
     */
    LineInput(InputStream in, Flushable beforeWaiting) {
        this.in = in;
        this.beforeWaiting = beforeWaiting;
    }

    /** The next line without its end, one character per octet; null if the stream ends before the line does. */
    @Nullable
    String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        if (!readLine(line)) {
            return null;
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1));
    }

    /** Adds the next line with its end; false if the stream ends before the line does. */
    boolean readLine(ByteArrayOutputStream line) throws IOException {
        while (line.size() < LONGEST_LINE) {
            if (!fill()) {
                return false;
            }
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            boolean complete = end < limit;
            int next = complete ? end + 1 : end;
            line.write(buffer, position, next - position);
            position = next;
            if (complete) {
                return true;
            }
        }
        throw new IOException("A line of more than " + LONGEST_LINE + " octets");
    }

    /** Passes on so many octets. */
    void copy(long count, OutputStream out) throws IOException {
        long left = count;
        while (left > 0) {
            if (!fill()) {
                throw new EOFException("The stream ended " + left + " octets early");
            }
            int piece = (int) Math.min(left, limit - position);
            out.write(buffer, position, piece);
            position += piece;
            left -= piece;
        }
    }

    /** Whether the next octet came together with the last one. */
    boolean buffered() {
        return position < limit;
    }

    /** Whether more can be read without waiting. */
    boolean ready() throws IOException {
        return position < limit || in.available() > 0;
    }

    private boolean fill() throws IOException {
        if (position < limit) {
            return true;
        }
        if (in.available() == 0) {
            beforeWaiting.flush();
        }
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }
}

package io.posthorn.sandbox.internal.mail;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Doubles the dot that begins a line (<a href="https://www.rfc-editor.org/rfc/rfc1939#section-3">RFC 1939, section
 * 3</a>) and stops after so many lines of the body.
 */
final class DotStuffing extends FilterOutputStream {
    private long bodyLines;
    private boolean inBody;
    private boolean lineStart = true;
    private boolean emptyLine = true;

    DotStuffing(OutputStream out, long bodyLines) {
        super(out);
        this.bodyLines = bodyLines;
    }

    @Override
    public void write(byte[] octets, int from, int count) throws IOException {
        for (int i = from; i < from + count; i++) {
            write(octets[i]);
        }
    }

    @Override
    public void write(int octet) throws IOException {
        if (inBody && bodyLines == 0) {
            return;
        }
        if (lineStart && octet == '.') {
            out.write('.');
        }
        out.write(octet);
        lineStart = octet == '\n';
        if (lineStart) {
            bodyLines -= inBody ? 1 : 0;
            inBody = inBody || emptyLine;
            emptyLine = true;
        } else if (octet != '\r') {
            emptyLine = false;
        }
    }

    /** Ends the last line, if the message has not. */
    void finish() throws IOException {
        if (!lineStart) {
            out.write('\r');
            out.write('\n');
        }
    }

    @Override
    public void flush() {
        // The connection is flushed with the end of the answer.
    }
}

package io.posthorn.email.internal.mail.wire;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/**
 * A socket that can keep back what is written, until more follows: Angus sends each command by itself, and so what may go out in one flight
 * (RFC 2920) would be one packet for each. One thread writes.
 */
final class GatheringSocket extends Socket {

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean gathering;

    /** From now on nothing goes out. */
    void gather() {
        gathering = true;
    }

    /** The next write takes all along that was kept back. */
    void release() {
        gathering = false;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Gathered(super.getOutputStream());
    }

    private final class Gathered extends FilterOutputStream {

        Gathered(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int from, int length) throws IOException {
            if (!gathering && kept.size() == 0) {
                out.write(octets, from, length);
                return;
            }
            kept.write(octets, from, length);
            if (!gathering) {
                byte[] all = kept.toByteArray();
                kept.reset();
                out.write(all);
            }
        }
    }
}

package io.posthorn.email.internal.workflow;

import io.posthorn.email.Document;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps what can be read only once: small things in memory, the rest in one file that nobody else can open. On Linux and
 * other Unix systems the file has no name any more once it is open, so nothing is left of it even if the process is
 * killed; elsewhere it is deleted when it is closed. It is closed by {@link #close}, or when nobody refers to it any more.
 */
final class Spool implements Closeable {

    private static final int SMALL = 65_536; // octets

    private final long limit;
    private @Nullable FileChannel file;
    private long written;
    private long kept;

    /**
     * Makes an empty one.
     *
     * @param limit how many octets it takes at most
     */
    Spool(long limit) {
        this.limit = limit;
    }

    /**
     * Keeps what a stream gives. The caller closes the stream.
     *
     * @throws FullException if that is more than the limit allows
     */
    Document.Content keep(InputStream in) throws IOException {
        byte[] head = in.readNBytes(SMALL + 1);
        count(head.length);
        if (head.length <= SMALL) {
            return new Bytes(head);
        }
        FileChannel channel = file();
        long start = written;
        write(channel, head, head.length);
        byte[] buffer = new byte[SMALL];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            count(n);
            write(channel, buffer, n);
        }
        return new Slice(channel, start, written - start);
    }

    /** Counts what is kept elsewhere. */
    void count(long octets) throws FullException {
        kept += octets;
        if (kept > limit) {
            throw new FullException();
        }
    }

    private void write(FileChannel channel, byte[] bytes, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            written += channel.write(buffer, written);
        }
    }

    private FileChannel file() throws IOException {
        FileChannel open = file;
        if (open == null) {
            Path path = Files.createTempFile("posthorn", ".tmp"); // its owner's only
            open = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            file = open;
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    /** More than the limit. */
    static final class FullException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Bytes implements Document.Content {

        private final byte[] bytes;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public long size() {
            return bytes.length;
        }
    }

    private record Slice(FileChannel file, long start, long size) implements Document.Content {

        @Override
        public InputStream open() {
            return new SliceStream(this);
        }
    }

    /** Reads by position, so that several may read at once. */
    private static final class SliceStream extends InputStream {

        private final Slice slice;
        private long done;

        SliceStream(Slice slice) {
            this.slice = slice;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int count) throws IOException {
            int wanted = (int) Math.min(count, slice.size() - done);
            if (wanted <= 0) {
                return count == 0 ? 0 : -1;
            }
            int read = slice.file().read(ByteBuffer.wrap(target, from, wanted), slice.start() + done);
            done += Math.max(read, 0);
            return read;
        }
    }
}

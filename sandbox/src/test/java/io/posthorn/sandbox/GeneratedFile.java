package io.posthorn.sandbox;

import jakarta.activation.DataSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;

/** A large file that exists only while it is read. */
record GeneratedFile(long size) implements DataSource {
    @Override
    public InputStream getInputStream() {
        Random random = new Random(size);
        byte[] block = new byte[8192];
        return new InputStream() {
            private long left = size;
            private int used = block.length;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] octets, int from, int count) {
                if (left == 0) {
                    return -1;
                }
                if (used == block.length) {
                    random.nextBytes(block);
                    used = 0;
                }
                int piece = (int) Math.min(Math.min(count, block.length - used), left);
                System.arraycopy(block, used, octets, from, piece);
                used += piece;
                left -= piece;
                return piece;
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        throw new IOException("Read only");
    }

    @Override
    public String getContentType() {
        return "application/octet-stream";
    }

    @Override
    public String getName() {
        return "large.bin";
    }

    /** What the stream holds, as a digest. */
    static String digest(InputStream in) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[8192];
        try (DigestInputStream octets = new DigestInputStream(in, digest)) {
            int count = octets.readNBytes(buffer, 0, buffer.length);
            while (count > 0) {
                count = octets.readNBytes(buffer, 0, buffer.length);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}

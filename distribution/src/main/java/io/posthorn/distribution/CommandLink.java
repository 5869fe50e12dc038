package io.posthorn.distribution;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a command and the start that runs it say to each other: messages of a kind, a length and as many bytes. The
 * command says FOLDER and COMMAND, the start TAKEN, any number of OUTPUT, and DONE or FAILED.
 *
 * <p>Reads and writes the channel itself, because the streams that the JDK puts around one let nobody write while somebody
 * reads.
 */
final class CommandLink implements AutoCloseable {

    /** What a message is about. */
    enum Kind {
        /** The folder that relative paths begin at. */
        FOLDER,
        /** A command line. */
        COMMAND,
        /** The command line was received and is run now: nobody else may. */
        TAKEN,
        /** Some bytes of what it prints. */
        OUTPUT,
        /** It succeeded. */
        DONE,
        /** It failed; the text is for the person who gave it. */
        FAILED
    }

    /** One message. */
    record Message(Kind kind, byte[] content) {

        String text() {
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    private static final int HEADER = Byte.BYTES + Integer.BYTES;
    private static final int LONGEST = 1 << 24;

    private final SocketChannel channel;

    CommandLink(SocketChannel channel) {
        this.channel = channel;
    }

    void send(Kind kind, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        send(kind, content, 0, content.length);
    }

    private synchronized void send(Kind kind, byte[] content, int offset, int length) throws IOException {
        ByteBuffer message = ByteBuffer.allocate(HEADER + length);
        message.put((byte) kind.ordinal()).putInt(length).put(content, offset, length);
        message.flip();
        while (message.hasRemaining()) {
            channel.write(message);
        }
    }

    /** Waits for a message; empty if the other side has closed the link. */
    Optional<Message> receive() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        if (channel.read(header) < 0) {
            return Optional.empty();
        }
        fill(header);
        int kind = header.get();
        int length = header.getInt();
        if (kind < 0 || kind >= Kind.values().length || length < 0 || length > LONGEST) {
            throw new IOException("The other side speaks another language. Is it of another version?");
        }
        ByteBuffer content = ByteBuffer.allocate(length);
        fill(content);
        return Optional.of(new Message(Kind.values()[kind], content.array()));
    }

    private void fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("The other side stopped in the middle of a message.");
            }
        }
        buffer.flip();
    }

    /** The text of the next message, which must be of a kind. */
    String expect(Kind kind) throws IOException {
        Message message = receive().orElseThrow(EOFException::new);
        if (message.kind() != kind) {
            throw new IOException("Not " + kind + " but " + message.kind());
        }
        return message.text();
    }

    /** Sends what is written as OUTPUT, at once. */
    OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int single) throws IOException {
                write(new byte[] {(byte) single}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                send(Kind.OUTPUT, bytes, offset, length);
            }
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package io.posthorn.email;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file that travels with a mail: its name, its kind, and a way to its bytes, which are never held in memory as a
 * whole.
 *
 * @param name file name in any script; never a path
 * @param contentType media type (RFC 6838), for example {@code application/pdf}
 * @param content opens the bytes
 */
public record Document(String name, String contentType, Content content) {

    /** The media type of a file whose kind is not known. */
    public static final String UNKNOWN_TYPE = "application/octet-stream";

    /** A way to the bytes of a document. */
    @FunctionalInterface
    public interface Content {

        /**
         * Opens the bytes from their beginning. The caller closes the stream.
         *
         * @return a new stream at each call
         * @throws IOException if they cannot be read
         */
        InputStream open() throws IOException;

        /**
         * How many bytes there are, so that a mail that is too large is refused without being read.
         *
         * @return -1 if that is not known before they are read
         * @throws IOException if it cannot be found out
         */
        default long size() throws IOException {
            return -1;
        }
    }

    /**
     * Checks, and puts {@link #UNKNOWN_TYPE} in place of an empty content type.
     *
     * @throws IllegalArgumentException if the content type holds a line break or another control character, which could
     *     smuggle in a header
     */
    public Document {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(content, "content");
        if (contentType.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The content type of the document '" + name.replaceAll("\\p{Cntrl}", "?")
                    + "' holds a line break or another control character. Give a media type like application/pdf.");
        }
        if (contentType.isBlank()) {
            contentType = UNKNOWN_TYPE;
        }
    }

    /**
     * A file, with its own name and the media type that the name suggests.
     *
     * @param file must be there when the document is read
     * @return the document
     */
    public static Document of(Path file) {
        String name = Objects.requireNonNull(file.getFileName(), "file name").toString();
        return new Document(name, typeOf(name), new FileContent(file));
    }

    /**
     * Bytes that are in memory already.
     *
     * @param name file name
     * @param contentType media type
     * @param bytes the content; not copied
     * @return the document
     */
    public static Document of(String name, String contentType, byte[] bytes) {
        return new Document(name, contentType, new Bytes(bytes));
    }

    /**
     * Opens the bytes from their beginning. The caller closes the stream.
     *
     * @return a new stream at each call
     * @throws IOException if they cannot be read
     */
    public InputStream open() throws IOException {
        return content.open();
    }

    /**
     * The same bytes under another name.
     *
     * @param other file name
     * @return a new document
     */
    public Document named(String other) {
        return new Document(other, contentType, content);
    }

    private record FileContent(Path file) implements Content {

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }

        @Override
        public long size() throws IOException {
            return Files.size(file);
        }
    }

    /** No record: its toString() would not be short. */
    private static final class Bytes implements Content {

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

    private static String typeOf(String name) {
        String guessed = URLConnection.guessContentTypeFromName(name);
        return guessed == null ? UNKNOWN_TYPE : guessed;
    }
}

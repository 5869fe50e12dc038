package io.posthorn.email.internal.mail.compose;

import io.posthorn.email.internal.mail.wire.DocumentException;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a document to be sent. Every trouble in reading them is a {@link DocumentException}. */
final class DocumentStream extends FilterInputStream {

    private final String name;

    DocumentStream(String name, InputStream in) {
        super(in);
        this.name = name;
    }

    @Override
    public int read() throws IOException {
        try {
            return in.read();
        } catch (IOException | RuntimeException e) {
            throw new DocumentException(name, e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return in.read(buffer, offset, length);
        } catch (IOException | RuntimeException e) {
            throw new DocumentException(name, e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            in.close();
        } catch (IOException | RuntimeException e) {
            throw new DocumentException(name, e);
        }
    }
}

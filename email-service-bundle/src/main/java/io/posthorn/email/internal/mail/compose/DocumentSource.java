package io.posthorn.email.internal.mail.compose;

import io.posthorn.email.Document;
import io.posthorn.email.internal.mail.wire.DocumentException;
import io.posthorn.email.internal.mail.wire.MailClassLoader;
import jakarta.activation.DataSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A document that Jakarta Mail reads while it writes the mail. Its trouble can be told from the connection's. */
final class DocumentSource implements DataSource {

    private static final int LINE = 76; // characters, as Jakarta Mail writes base64

    private final Document document;
    private boolean released;

    DocumentSource(Document document) {
        this.document = document;
    }

    /** Until then it is empty, so that the rest of the mail can be measured. */
    void release() {
        released = true;
    }

    /** Octets in base64. Reads the document if it does not know its size. */
    long encodedSize() throws IOException {
        long characters = (size() + 2) / 3 * 4;
        return characters + characters / LINE * 2; // a line break after each whole line, the last one too
    }

    private long size() throws IOException {
        long known = guarded(() -> document.content().size());
        if (known >= 0) {
            return known;
        }
        try (InputStream in = getInputStream()) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return released
                ? guarded(() -> new DocumentStream(document.name(), document.open()))
                : InputStream.nullInputStream();
    }

    private <T> T guarded(MailClassLoader.Work<T, IOException> work) throws IOException {
        try {
            return MailClassLoader.outside(work);
        } catch (IOException | RuntimeException e) {
            throw new DocumentException(document.name(), e);
        }
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        throw new IOException("A document is read only.");
    }

    /** Never that of a multipart, which Jakarta Mail would open and parse; the header says what it really is. */
    @Override
    public String getContentType() {
        return Document.UNKNOWN_TYPE;
    }

    @Override
    public String getName() {
        return document.name();
    }
}

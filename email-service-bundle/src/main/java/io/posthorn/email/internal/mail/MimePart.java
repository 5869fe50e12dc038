package io.posthorn.email.internal.mail;

import java.io.IOException;
import java.io.OutputStream;

/** A part of a message, or all of it (RFC 2045). Everything of it is seven bits wide. */
sealed interface MimePart permits TextPart, DocumentPart, Multipart {

    /** Its fields, which all begin with Content-, each with its line end. */
    String fields();

    /** How many octets {@link #writeBody} writes; a document may have changed until then. */
    long bodySize() throws IOException;

    /** Writes the body; the line break that ends it belongs to who writes the next. */
    void writeBody(OutputStream out) throws IOException;
}

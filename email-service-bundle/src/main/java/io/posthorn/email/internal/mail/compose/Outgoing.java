package io.posthorn.email.internal.mail.compose;

import io.posthorn.email.internal.mail.wire.DocumentException;

import java.io.IOException;
import java.io.OutputStream;

/** A message that is ready to go out, as often as it takes. */
public interface Outgoing {

    /** Who sends it to whom. */
    Envelope envelope();

    /** Whether its headers hold UTF-8 (RFC 6532), so that only a server with SMTPUTF8 can take it. */
    boolean needsSmtpUtf8();

    /**
     * Its size, for the server's limit. Reads documents whose size is not known.
     *
     * @return octets, exact or a little too many
     */
    long size() throws IOException;

    /**
     * Writes headers and body with CRLF line ends, without dot-stuffing. Bcc is not in it.
     *
     * @throws IOException from the stream, or a {@link DocumentException}
     */
    void writeTo(OutputStream out) throws IOException;
}

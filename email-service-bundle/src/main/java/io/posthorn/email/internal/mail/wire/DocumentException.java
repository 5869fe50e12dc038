package io.posthorn.email.internal.mail.wire;

import java.io.IOException;

/** A document to be sent cannot be read. The server is not to blame. */
public final class DocumentException extends IOException {

    private static final long serialVersionUID = 1L;

    public DocumentException(String name, Exception cause) {
        super("The document '" + name + "' cannot be read: " + cause.getMessage() + ".", cause);
    }
}

package io.posthorn.email.internal.mail;

import java.io.IOException;

/** A document to be sent cannot be read. The server is not to blame. */
final class DocumentException extends IOException {

    private static final long serialVersionUID = 1L;

    DocumentException(String name, Exception cause) {
        super("The document '" + name + "' cannot be read: " + cause.getMessage() + ".", cause);
    }
}

package io.posthorn.page;

/** A configuration page that cannot be used. The message is a sentence that names the page and the field. */
public final class WrongPageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongPageException(String message) {
        super(message);
    }
}

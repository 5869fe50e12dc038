package io.posthorn.oauth;

import org.jspecify.annotations.Nullable;

/**
 * The page <i>Network</i> cannot be used. The message is a sentence that names page and field and says what to do; it never
 * holds a password.
 */
public final class NetworkException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message for the administrator
     * @param cause may be null
     */
    public NetworkException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

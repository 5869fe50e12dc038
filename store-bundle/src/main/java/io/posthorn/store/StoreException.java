package io.posthorn.store;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** The store could not do it. The message is one or two sentences for the administrator, without secrets. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What must happen before it can work. */
    public enum Kind {
        /** Nothing, or somebody must free disk space, start the database, or mend the network; a later try may work. */
        UNAVAILABLE,
        /** The page Store, the encryption key, or the bundles that are installed must be put right. */
        CONFIGURATION
    }

    /**
     * Makes one.
     *
     * @param kind what must happen
     * @param message for the administrator
     * @param cause may be null
     */
    public StoreException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /**
     * What must happen before it can work.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }
}

package io.posthorn.oauth;

import java.util.Objects;

/**
 * No access token can be had. The message is one or two sentences for the administrator: what the authority said, and
 * what to do. It never holds a token or a secret.
 */
public final class TokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String code;

    /** What must happen before a token can be had again. */
    public enum Kind {
        /** Nothing: the network or the authority is in trouble, and a later try may work. */
        TEMPORARY,
        /** A person must sign in again, and the new refresh token be given. */
        SIGN_IN_NEEDED,
        /** The app registration or its fields here must be put right. The refresh token is still good. */
        APP_CONFIGURATION,
        /** An administrator of the tenant must allow it: Conditional Access, security defaults, a disabled user. */
        POLICY
    }

    /**
     * Makes one.
     *
     * @param kind what must happen
     * @param code the authority's own code, for example {@code AADSTS700082} or {@code invalid_client}; empty if it
     *     gave none
     * @param message for the administrator
     * @param cause may be null
     */
    public TokenException(Kind kind, String code, String message, @org.jspecify.annotations.Nullable Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.code = Objects.requireNonNull(code, "code");
    }

    /**
     * What must happen before a token can be had again.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The authority's own code.
     *
     * @return for example {@code AADSTS700082}; empty if there is none
     */
    public String code() {
        return code;
    }
}

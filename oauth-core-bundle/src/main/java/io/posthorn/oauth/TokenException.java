package io.posthorn.oauth;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * No access token can be had. The message is one or two sentences for the administrator: what the authority said, and
 * what to do. It never holds a token or a secret.
 */
public final class TokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String code;
    private final String correlationId;
    private final @Nullable Duration retryAfter;

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
    public TokenException(Kind kind, String code, String message, @Nullable Throwable cause) {
        this(kind, code, message, cause, "", null);
    }

    /**
     * Makes one of what an authority has answered.
     *
     * @param kind what must happen
     * @param code the authority's own code; empty if it gave none
     * @param message for the administrator
     * @param cause may be null
     * @param correlationId for Microsoft's support; empty if there is none
     * @param retryAfter how long the authority wants to be left alone; null if it did not say
     */
    public TokenException(
            Kind kind,
            String code,
            String message,
            @Nullable Throwable cause,
            String correlationId,
            @Nullable Duration retryAfter) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.code = Objects.requireNonNull(code, "code");
        this.correlationId = Objects.requireNonNull(correlationId, "correlationId");
        this.retryAfter = retryAfter;
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

    /**
     * The number under which Microsoft's support finds the request.
     *
     * @return empty if there is none
     */
    public String correlationId() {
        return correlationId;
    }

    /**
     * How long the authority wants to be left alone (RFC 9110, section 10.2.3), counted from its answer.
     *
     * @return empty if it did not say
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}

package io.posthorn.email.internal.mail.wire;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.Login;
import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenException;
import jakarta.mail.MessagingException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Logs in to a server. A refused access token that is not quite new is replaced once, since a server may have forgotten or
 * invalidated it before its time; whatever the second answer is, it stands.
 */
public final class Authentication {

    private static final Duration WAIT = Duration.ofMinutes(1);

    private final ConnectionSettings settings;
    private final Permission permission;
    private final MailFailures failures;

    private Authentication(ConnectionSettings settings, Permission permission, MailFailures failures) {
        this.settings = settings;
        this.permission = permission;
        this.failures = failures;
    }

    public static Authentication of(ConnectionSettings settings, Permission permission, MailFailures failures) {
        return new Authentication(settings, permission, failures);
    }

    /** Opens a connection and logs in on it. */
    @FunctionalInterface
    public interface Opener<C> {
        C open(@Nullable String user, @Nullable String secret) throws MessagingException;
    }

    /** As {@link Opener}, for a connection that is kept: it is good for as long as the token that it was opened with. */
    @FunctionalInterface
    public interface KeptOpener<C> {
        /**
         * Opens and logs in.
         *
         * @param end when the token ends; {@link Instant#MAX} without one
         */
        C open(@Nullable String user, @Nullable String secret, Instant end) throws MessagingException;
    }

    /**
     * The token that a connection would be opened with now; null where tokens are not used. Two connections that were opened
     * with the same token may do the same things.
     */
    @Nullable
    public AccessToken token() {
        return settings.login() instanceof Login.OAuth oauth ? token(oauth) : null;
    }

    /** Who logs in; null for nobody. */
    @Nullable
    public String user() {
        return settings.login() == Login.NONE ? null : new Fields(settings).user();
    }

    /** What a login would be tried with now; null for nothing. */
    @Nullable
    public String secret() {
        AccessToken token = token();
        if (token != null) {
            return token.value();
        }
        return settings.login() instanceof Login.Password password ? password.password() : null;
    }

    public <C> C connect(Opener<C> opener) {
        return connectKept((user, secret, end) -> opener.open(user, secret));
    }

    public <C> C connectKept(KeptOpener<C> opener) {
        try {
            if (settings.login() instanceof Login.OAuth oauth) {
                return connect(opener, oauth);
            }
            if (settings.login() instanceof Login.Password password) {
                return opener.open(password.user(), password.password(), Instant.MAX);
            }
            return opener.open(null, null, Instant.MAX);
        } catch (MessagingException e) {
            throw failures.of(e);
        } catch (NoSuchElementException e) {
            throw failures.of(e);
        }
    }

    private <C> C connect(KeptOpener<C> opener, Login.OAuth oauth) throws MessagingException {
        AccessToken token = token(oauth);
        try {
            return opener.open(oauth.mailbox(), token.value(), token.expiresAt());
        } catch (MessagingException e) {
            if (!failures.mayBeTheToken(e)) {
                throw e;
            }
            oauth.account().reject(token);
            AccessToken fresh = token(oauth);
            if (fresh.equals(token)) {
                throw e;
            }
            return opener.open(oauth.mailbox(), fresh.value(), fresh.expiresAt());
        }
    }

    private AccessToken token(Login.OAuth oauth) {
        try {
            return oauth.account().token(permission);
        } catch (TokenException e) {
            Kind kind = switch (e.kind()) {
                case TEMPORARY -> Kind.TEMPORARY;
                case SIGN_IN_NEEDED -> Kind.SIGN_IN_NEEDED;
                case APP_CONFIGURATION -> Kind.APPLICATION;
                case POLICY -> Kind.TENANT;
            };
            throw new EmailException(
                    kind,
                    "",
                    "No access token for " + oauth.mailbox() + ". " + e.getMessage(),
                    kind == Kind.TEMPORARY ? e.retryAfter().orElse(WAIT) : null,
                    true,
                    List.of(),
                    e);
        }
    }
}

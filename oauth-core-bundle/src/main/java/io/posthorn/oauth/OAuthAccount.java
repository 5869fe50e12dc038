package io.posthorn.oauth;

import org.osgi.annotation.versioning.ProviderType;

/** A handle on one sign-in at the authority. Safe for use by any thread. */
@ProviderType
public interface OAuthAccount extends AutoCloseable {

    /**
     * A token that is valid now and for some minutes, from memory where it can be: then without a lock and without an
     * allocation. Otherwise one caller asks the authority while the others wait for its answer.
     *
     * @param permission what the token must allow
     * @return the token
     * @throws TokenException if none can be had; its message says why and what to do
     */
    AccessToken token(Permission permission);

    /**
     * As {@link #token(Permission)}, for several permissions at once.
     *
     * @param first what the token must allow
     * @param more what it must allow besides; all permissions of one resource fit in one token
     * @return the token
     * @throws TokenException if none can be had; its message says why and what to do
     */
    AccessToken token(Permission first, Permission... more);

    /**
     * Says that a mail server refused this token, so that the next {@link #token} fetches a new one. A token that is
     * younger than five minutes is kept, since a new one would be refused for the same reason; so is one that has been
     * replaced meanwhile. If no new one can be had, the refused one is given again until it expires.
     *
     * @param refused the token that the server did not take
     */
    void reject(AccessToken refused);

    /**
     * Where the account's tokens come from, and which mail servers they are for.
     *
     * @return the cloud
     * @throws TokenException if the account has no usable page
     */
    Cloud cloud();

    /** Gives the handle back. Later calls of {@link #token} fail with an {@link IllegalStateException}. */
    @Override
    void close();
}

/**
 * Accounts and access tokens for Microsoft 365 mail.
 *
 * <p>Start at {@link io.posthorn.oauth.TokenService}.
 */
@NullMarked
@Version("1.0.0")
package io.posthorn.oauth;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;

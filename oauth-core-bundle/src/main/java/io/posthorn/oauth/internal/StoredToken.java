package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccessToken;

import java.time.Instant;
import java.util.Set;

/**
 * An access token as the store keeps it.
 *
 * @param value the token
 * @param scopes what it was granted
 * @param proof of whoever asked for it
 * @param fetchedAt when it came
 */
record StoredToken(AccessToken value, Set<String> scopes, String proof, Instant fetchedAt) {}

package io.posthorn.oauth.internal;

import java.util.Optional;

/**
 * What an authority gives to somebody who has signed in.
 *
 * @param tokens with the scopes that were consented to, and no others
 * @param user who it was; empty if the answer does not say
 */
public record SignInAnswer(TokenResponse tokens, Optional<String> user) {}

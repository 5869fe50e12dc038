package io.posthorn.oauth;

/** What an access token is given for (RFC 6749, section 1.3). */
public sealed interface Grant {

    /** An app-only token, on behalf of nobody (RFC 6749, section 4.4). */
    Grant CLIENT_CREDENTIALS = new ClientCredentials();

    /**
     * The name in token requests.
     *
     * @return {@code refresh_token} or {@code client_credentials}
     */
    String value();

    /**
     * A refresh token that somebody has pasted (RFC 6749, section 6).
     *
     * @param seed is replaced by those that the authority sends. {@link #toString()} leaves it out
     */
    record RefreshToken(String seed) implements Grant {

        public RefreshToken {
            seed = seed.strip();
            if (seed.isEmpty()) {
                throw new IllegalArgumentException("The refresh token is empty.");
            }
        }

        @Override
        public String value() {
            return "refresh_token";
        }

        @Override
        public String toString() {
            return "RefreshToken[]";
        }
    }

    /**
     * A refresh token that a sign-in puts into the store.
     *
     * @param account the name that it is kept under
     */
    record SignedIn(String account) implements Grant {

        public SignedIn {
            if (account.isBlank()) {
                throw new IllegalArgumentException("The account has no name.");
            }
        }

        @Override
        public String value() {
            return "refresh_token";
        }
    }

    /** An app-only token. */
    record ClientCredentials() implements Grant {
        @Override
        public String value() {
            return "client_credentials";
        }
    }
}

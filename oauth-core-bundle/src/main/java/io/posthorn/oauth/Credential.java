package io.posthorn.oauth;

import java.nio.file.Path;
import java.util.Objects;

/** How an application proves to the authority which one it is. */
public sealed interface Credential {

    /** A public client proves nothing. */
    Credential NONE = new None();

    /**
     * A client secret.
     *
     * @param value the secret's value; empty for a public client
     * @return {@link #NONE} if it is empty
     */
    static Credential secret(String value) {
        return value.isBlank() ? NONE : new Secret(value.strip(), "");
    }

    /** A public client: allowed for delegated permissions only. */
    record None() implements Credential {}

    /**
     * A client secret, or two of them while one takes the place of the other.
     *
     * @param value the secret's value, never empty. {@link #toString()} leaves it out
     * @param other is tried where the first one is refused; empty if there is none
     */
    record Secret(String value, String other) implements Credential {

        public Secret {
            Objects.requireNonNull(other, "other");
            if (value.isEmpty()) {
                throw new IllegalArgumentException("The client secret is empty.");
            }
        }

        @Override
        public String toString() {
            return "Secret[]";
        }
    }

    /**
     * A certificate with its private key (RFC 7523).
     *
     * @param file PKCS#12, or PEM with both; read for each token request
     * @param password of the file; empty if it has none. {@link #toString()} leaves it out
     */
    record Certificate(Path file, String password) implements Credential {

        public Certificate {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(password, "password");
        }

        @Override
        public String toString() {
            return "Certificate[" + file + "]";
        }
    }
}

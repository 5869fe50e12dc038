package io.posthorn.email;

import io.posthorn.oauth.OAuthAccount;

import java.util.Objects;

/** How to log in to a mail server. */
public sealed interface Login {

    /** No login; some SMTP relays need none. */
    Login NONE = new None();

    /** No login. */
    record None() implements Login {}

    /**
     * User and password. {@link #toString()} leaves the password out.
     *
     * @param user account name, usually the mail address
     * @param password its password
     */
    record Password(String user, String password) implements Login {

        public Password {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(password, "password");
        }

        @Override
        public String toString() {
            return "Password[user=" + user + "]";
        }
    }

    /**
     * An access token by SASL XOAUTH2.
     *
     * @param account where tokens come from
     * @param mailbox the mailbox to open, as a mail address
     */
    record OAuth(OAuthAccount account, String mailbox) implements Login {

        public OAuth {
            Objects.requireNonNull(account, "account");
            Objects.requireNonNull(mailbox, "mailbox");
        }
    }
}

package io.posthorn.sandbox.internal.mail;

import io.posthorn.sandbox.User;

import java.time.Instant;

/**
 * What a login came to.
 *
 * @param login whose token or password it was
 * @param mailbox what it opens
 * @param until when the token ends
 * @param connected false if the login is let in, but not to the mailbox
 */
record Admission(User login, User mailbox, Instant until, boolean connected) {
    static Admission byPassword(User user) {
        return new Admission(user, user, Instant.MAX, true);
    }
}

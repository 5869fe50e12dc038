package io.posthorn.console.internal.page;

import java.util.Arrays;
import java.util.Optional;

/** What a person can do on the page. */
enum Command {
    /** Begin a sign-in that comes back to the console. */
    SIGN_IN,
    /** Begin a sign-in whose last address is pasted. */
    SIGN_IN_BY_PASTE,
    /** Finish it with what was pasted. */
    FINISH_SIGN_IN,
    /** Sign in with a code that is typed in elsewhere. */
    DEVICE_CODE,
    /** Fetch new tokens. */
    REFRESH,
    /** Delete an account's tokens. */
    FORGET,
    /** Send a mail of the outbox now. */
    RETRY_MAIL,
    /** Give a mail of the outbox up. */
    DROP_MAIL,
    /** Let a mailbox send nothing more. */
    PAUSE_MAILBOX,
    /** Let it send again. */
    RESUME_MAILBOX,
    /** Let an endpoint start nothing more. */
    PAUSE_ENDPOINT,
    /** Let it go on. */
    RESUME_ENDPOINT,
    /** Let it do now what waits. */
    RETRY_ENDPOINT,
    /** Take a mail out of quarantine. */
    RELEASE_MAIL,
    /** Send a test mail. */
    TEST_MAIL,
    /** Examine an account, or the page Email service. */
    DOCTOR;

    /** By its constant's name; empty if there is none. */
    static Optional<Command> of(String name) {
        return Arrays.stream(values())
                .filter(command -> command.name().equals(name))
                .findFirst();
    }
}

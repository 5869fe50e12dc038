package io.posthorn.endpoint.internal.work;

import io.posthorn.email.Email;
import io.posthorn.email.MailFolder;
import io.posthorn.email.OutboxEntry;

import java.util.Optional;

/** The mailbox of an endpoint, and the way that its answers take. Opened by the first call, again after a failure. */
public interface Mailroom extends AutoCloseable {

    /**
     * Opens a folder of the mailbox; nothing is connected yet.
     *
     * @param name its full name
     * @return to be closed by the caller
     * @throws RuntimeException whose message says what is missing, for example the account
     */
    MailFolder folder(String name);

    /**
     * Whether answers can be submitted.
     *
     * @throws RuntimeException whose message says why not
     */
    void checkSending();

    /**
     * Submits an answer, on disk when it returns.
     *
     * @param mail the answer
     * @param key of it
     */
    void submit(Email mail, String key);

    /**
     * An answer that was submitted before.
     *
     * @param key of it
     * @return empty if there is none
     */
    Optional<OutboxEntry> submitted(String key);

    /** Ends both. */
    @Override
    void close();
}

package io.posthorn.email;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Submits mail that goes out by connection settings of its owner, instead of those of the page <i>Email service</i>. What it
 * has submitted waits while it is closed, also over a restart, and goes out when one of the same name and mailbox is open.
 *
 * <p>Safe for use by any thread.
 */
@ProviderType
public interface Sender extends AutoCloseable {

    /**
     * As {@link EmailService#submit}, by the settings of this sender.
     *
     * @param email the mail; its documents are read before this returns
     * @param key names the mail among all in the outbox; empty for none
     * @return the mail in the outbox; of a second call with the same key, that of the first
     * @throws EmailException if it cannot be composed, the outbox is full or out of reach, or this sender is closed
     */
    OutboxEntry submit(Email email, String key);

    /**
     * As {@link EmailService#supersede}, by the settings of this sender.
     *
     * @param earlierKey the key of the earlier mail, which need not exist
     * @param email the mail
     * @param key of the new mail; may be that of the earlier one
     * @return the mail in the outbox
     * @throws EmailException as {@link #submit}; the earlier mail is left then
     */
    OutboxEntry supersede(String earlierKey, Email email, String key);

    /** Submits and takes up no more. What is being sent comes to its end; then the login's OAuth account is closed, too. */
    @Override
    void close();
}

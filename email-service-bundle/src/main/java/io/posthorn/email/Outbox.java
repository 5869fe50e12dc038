package io.posthorn.email;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;
import java.util.Optional;

/**
 * The mails that were submitted. Each ends as sent, refused, in doubt or dropped, and then an EventAdmin event is posted to
 * {@value #TOPIC} with the state behind it, for example {@code io/posthorn/email/outbox/SENT}. Registered as an
 * OSGi service. Safe for use by any thread.
 */
@ProviderType
public interface Outbox {

    /** Begins the topics of the events, which have the properties {@code id}, {@code key}, {@code state}, {@code message.id},
     * {@code mailbox}, {@code recipients} (a {@code String[]}) and {@code cause}. */
    String TOPIC = "io/posthorn/email/outbox/";

    /**
     * The newest entries.
     *
     * @param limit how many at most, 1 or more
     * @param states only those in one of these states; none for all
     * @return newest first
     * @throws EmailException if the store is out of reach
     */
    List<OutboxEntry> list(int limit, OutboxEntry.State... states);

    /**
     * One entry.
     *
     * @param id of the entry, or the beginning of it that no other has
     * @return empty if there is none
     * @throws EmailException if the store is out of reach
     */
    Optional<OutboxEntry> find(String id);

    /**
     * The entry of a key, whatever became of it.
     *
     * @param key that it was submitted with
     * @return empty if there is none, or it is older than 90 days
     * @throws EmailException if the store is out of reach
     */
    Optional<OutboxEntry> findByKey(String key);

    /**
     * Sends a mail now that waits, was refused, or is in doubt. For one in doubt this is a person's decision: it may arrive
     * twice.
     *
     * @param id of the entry
     * @return whether it waits now; false if there is none, it is being sent, was sent, or its body is gone
     * @throws EmailException if the store is out of reach
     */
    boolean retry(String id);

    /**
     * Gives a mail up that waits, was refused, or is in doubt.
     *
     * @param id of the entry
     * @return whether it is dropped now; false if there is none, it is being sent, or was sent
     * @throws EmailException if the store is out of reach
     */
    boolean drop(String id);

    /**
     * Sends nothing more from a mailbox, on any node, until {@link #resume}. Submitting goes on.
     *
     * @param mailbox its address
     * @throws EmailException if the store is out of reach
     */
    void pause(String mailbox);

    /**
     * Ends a pause, and the rest that a failure has brought upon a mailbox.
     *
     * @param mailbox its address
     * @throws EmailException if the store is out of reach
     */
    void resume(String mailbox);

    /**
     * The mailboxes that have mail waiting, or are paused.
     *
     * @return by address
     * @throws EmailException if the store is out of reach
     */
    List<OutboxMailbox> mailboxes();
}

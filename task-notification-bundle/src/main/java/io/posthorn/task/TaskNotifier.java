package io.posthorn.task;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Tells people of their tasks by mail. Registered as an OSGi service that stays there while its pages are missing or wrong:
 * its calls then fail with a sentence that names page and field.
 *
 * <p>Safe for use by any thread.
 */
@ProviderType
public interface TaskNotifier {

    /**
     * Notifies those whom an event is for. Returns when their mails are in the {@link io.posthorn.email.Outbox}: they are
     * sent at the pace of the mailbox, whatever crashes. The same event raised twice, with the same task, type and due time,
     * makes no second mail; a newer reminder takes the place of one that still waits.
     *
     * @param event what has happened
     * @return the mails, and who was left out
     * @throws io.posthorn.email.EmailException if a mail could not be taken: a page is wrong, or the outbox is full or out of
     *     reach. Raising the event again is safe
     */
    Notified notify(TaskEvent event);
}

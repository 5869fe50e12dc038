package io.posthorn.task;

import io.posthorn.email.OutboxEntry;

import java.util.List;

/**
 * What came of an event.
 *
 * @param mails one for each recipient; those that an earlier call made are among them
 * @param skipped for each user or group that gets no mail a sentence that says why, and one if the type of notification is
 *     not enabled
 */
public record Notified(List<OutboxEntry> mails, List<String> skipped) {

    public Notified {
        mails = List.copyOf(mails);
        skipped = List.copyOf(skipped);
    }
}

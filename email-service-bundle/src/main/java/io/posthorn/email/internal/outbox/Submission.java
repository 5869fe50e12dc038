package io.posthorn.email.internal.outbox;

import io.posthorn.email.internal.mail.compose.Outgoing;

/**
 * A mail to be kept.
 *
 * @param mailbox which it goes out from, as {@link SendingPage#mailbox} names it
 * @param subject of the mail
 * @param mail its envelope and body
 * @param key names it; empty for none
 * @param earlierKey of the mail that it takes the place of; empty for none
 */
public record Submission(String mailbox, String subject, Outgoing mail, String key, String earlierKey) {}

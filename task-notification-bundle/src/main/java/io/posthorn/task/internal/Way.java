package io.posthorn.task.internal;

import io.posthorn.email.Email;
import io.posthorn.email.OutboxEntry;

/** How notifications go out. */
interface Way extends AutoCloseable {

    /**
     * Which mailbox they go out from.
     *
     * @return its address, or {@code host:port} of a server without a login
     */
    String mailbox();

    /**
     * As {@code EmailService.supersede}.
     *
     * @param earlierKey empty if nothing gives way
     */
    OutboxEntry submit(String earlierKey, Email email, String key);

    @Override
    void close();
}

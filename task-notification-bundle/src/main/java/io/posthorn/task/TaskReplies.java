package io.posthorn.task;

import io.posthorn.email.ReceivedEmail;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes the replies to notifications. A reply is known by the tag that every notification bears, in its Message-ID, in the
 * subject of its links, and hidden in its text; it completes the task by one call of {@link TaskCompletion}.
 *
 * <p>Safe for use by any thread.
 */
@ProviderType
public interface TaskReplies {

    /**
     * Takes a mail.
     *
     * @param email as it was received; its attachments are handed on
     * @return what became of it, with a sentence for its sender; a mail that answers nothing changes nothing
     * @throws RuntimeException if it could not be told now, because the store is away or the completion failed: the mail has
     *     not been taken then, and may come again
     */
    ReplyResult take(ReceivedEmail email);
}

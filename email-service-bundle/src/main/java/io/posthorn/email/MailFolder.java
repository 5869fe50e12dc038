package io.posthorn.email;

import org.osgi.annotation.versioning.ProviderType;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A folder of a mailbox for somebody who works through its mails and waits for new ones, over one connection of its own. It is
 * opened by the first call that needs it, renewed before its token ends, and opened anew after a failure.
 *
 * <p>For one thread at a time; only {@link #wake()} and {@link #close()} may be called by others.
 */
@ProviderType
public interface MailFolder extends AutoCloseable {

    /**
     * Logs in and selects the folder, if that has not been done, and has the server answer if it has.
     *
     * @throws EmailException if the folder is not there or cannot be read; the sentence says why, and
     *     {@link EmailException#retryAfter()} when to try again
     */
    void check();

    /**
     * The mails that are there now.
     *
     * @return oldest first; not in memory but for their ids
     * @throws EmailException as {@link #check()}
     */
    List<MailId> list();

    /**
     * Reads the headers of a mail, and nothing else of it. It stays unread.
     *
     * @param id of a mail
     * @return with empty texts and no attachments; empty if it is not there any more
     * @throws EmailException as {@link #check()}; of kind {@link EmailException.Kind#MESSAGE} if the mail is there and cannot
     *     be read
     */
    Optional<ReceivedEmail> head(MailId id);

    /**
     * Hands a mail over. It stays unread ({@code BODY.PEEK}), and its documents can be opened while the handler runs.
     *
     * @param id of a mail
     * @param handler takes it; its exceptions are passed on as they are, an {@link java.io.IOException} within an
     *     {@link EmailException}: of kind {@link EmailException.Kind#TEMPORARY} if the connection broke, otherwise
     *     {@link EmailException.Kind#MESSAGE}
     * @return false if it is not there any more
     * @throws EmailException as {@link #head}
     */
    boolean read(MailId id, EmailHandler handler);

    /**
     * Does with a mail what the disposition says. With POP3, which can only delete, it stands after {@link #settle()}. One
     * that is not there any more is fine. A folder to move to is made if it is missing.
     *
     * @param id of a mail
     * @param disposition what becomes of it
     * @throws EmailException as {@link #check()}; of kind {@link EmailException.Kind#APPLICATION} if it cannot be done with
     *     this protocol
     */
    void dispose(MailId id, Disposition disposition);

    /**
     * Moves a mail to another folder, with a header more on top. The folder is made if it is missing. The copy is there before
     * the mail is deleted here. IMAP only.
     *
     * @param id of a mail
     * @param folder full name of the other folder
     * @param header name of the header
     * @param value of the header; encoded as it needs, and cut at 900 characters
     * @return false if the mail is not there any more
     * @throws EmailException as {@link #dispose}
     */
    boolean moveWithHeader(MailId id, String folder, String header, String value);

    /**
     * Ends a round of work. With POP3 the connection ends, so that what was disposed of stands; with IMAP nothing happens.
     *
     * @throws EmailException as {@link #check()}
     */
    void settle();

    /**
     * Whether the server tells of new mail by itself (IDLE, RFC 2177).
     *
     * @return false with POP3
     * @throws EmailException as {@link #check()}
     */
    boolean canAwait();

    /**
     * Waits until the server tells of something new, or of its end (IDLE). Mail that came since the last {@link #list()} is
     * noticed at once.
     *
     * @param longest how long; IDLE is ended then and the server has to confirm it, so that a dead connection is noticed
     * @return true if there may be something new; false if the time is over, or it was woken
     * @throws EmailException as {@link #check()}, also if the server has ended the connection
     */
    boolean await(Duration longest);

    /** Ends {@link #await} of another thread soon, or the next one if none runs. */
    void wake();

    /** Gives the connection up without a word if anybody waits on it, otherwise with LOGOUT. Nothing can be called then. */
    @Override
    void close();
}

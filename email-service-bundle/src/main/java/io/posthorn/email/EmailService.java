package io.posthorn.email;

import org.osgi.annotation.versioning.ProviderType;

import java.time.Duration;
import java.util.Map;

/**
 * The three operations of Email 1.0, for workflow steps and every other bundle. Registered as an OSGi service that stays
 * there while its page, <i>Email service</i> ({@code io.posthorn.email}), is missing or wrong: its calls then fail with a
 * sentence that names page and field.
 *
 * <p>Each operation comes twice: with the page's settings (<i>Use Global Settings</i>), and with connection settings of
 * the caller's own, which replace the page's for this call.
 *
 * <p>Safe for use by any thread. A call blocks until the server has answered. Before that it waits for the mailbox's turn,
 * since Exchange limits connections and messages; the page bounds that wait, and interrupting the thread ends it.
 */
@ProviderType
public interface EmailService {

    /**
     * Sends one mail, with the attachments that it holds or without any. The three operations of Email 1.0 are below.
     *
     * @param email the mail
     * @return what the server accepted
     * @throws EmailException if it was not sent, or its fate is unknown ({@link EmailException.Kind#IN_DOUBT})
     */
    Receipt send(Email email);

    /**
     * Sends one mail with connection settings of its own.
     *
     * @param email the mail
     * @param connection an SMTP connection
     * @return what the server accepted
     * @throws EmailException as {@link #send(Email)}
     */
    Receipt send(Email email, ConnectionSettings connection);

    /**
     * <i>Send With Document</i>: sends one mail with one more attachment.
     *
     * @param email the mail
     * @param document its attachment, read while it is sent and never held in memory as a whole. It may be opened more
     *     than once: to learn its size, and to send it again on a new connection where the first one was found dead
     * @return what the server accepted
     * @throws EmailException as {@link #send(Email)}
     */
    Receipt sendWithDocument(Email email, Document document);

    /**
     * <i>Send With Document</i> with connection settings of its own.
     *
     * @param email the mail
     * @param document its attachment
     * @param connection an SMTP connection
     * @return what the server accepted
     * @throws EmailException as {@link #send(Email)}
     */
    Receipt sendWithDocument(Email email, Document document, ConnectionSettings connection);

    /**
     * <i>Send With Map of Attachments</i>: sends one mail with several more attachments.
     *
     * @param email the mail
     * @param attachments the attachments by the name that each shall bear in the mail, sent in the map's order; the
     *     documents' own names are not used
     * @return what the server accepted
     * @throws EmailException if the map is empty, or as {@link #send(Email)}
     */
    Receipt sendWithMapOfAttachments(Email email, Map<String, Document> attachments);

    /**
     * <i>Send With Map of Attachments</i> with connection settings of its own.
     *
     * @param email the mail
     * @param attachments the attachments by name
     * @param connection an SMTP connection
     * @return what the server accepted
     * @throws EmailException as {@link #sendWithMapOfAttachments(Email, Map)}
     */
    Receipt sendWithMapOfAttachments(Email email, Map<String, Document> attachments, ConnectionSettings connection);

    /**
     * <i>Receive</i>: hands the mails of a folder over, newest first, and does with each what the query says once the
     * handler has returned. A mail whose handler has thrown stays as it is, and so do the rest.
     *
     * @param query which mails, and what becomes of them
     * @param handler takes one mail after the other, in this thread
     * @return how many mails the handler took; 0 if none matched
     * @throws EmailException if the mailbox cannot be read, or the handler failed
     */
    int receive(Query query, EmailHandler handler);

    /**
     * <i>Receive</i> with connection settings of its own.
     *
     * @param query which mails, and what becomes of them
     * @param handler takes one mail after the other, in this thread
     * @param connection an IMAP or POP3 connection
     * @return how many mails the handler took
     * @throws EmailException as {@link #receive(Query, EmailHandler)}
     */
    int receive(Query query, EmailHandler handler, ConnectionSettings connection);

    /**
     * The durable form of {@link #send(Email)}: returns when the mail is on disk, and sends it with the settings of the page
     * at the pace of its mailbox, whatever crashes. See {@link Outbox}.
     *
     * @param email the mail; its documents are read before this returns
     * @param key names the mail, so that a second call with the same key within 90 days is the same mail and changes
     *     nothing; empty for none
     * @return the mail in the outbox; of a second call, that of the first
     * @throws EmailException if it cannot be composed ({@link EmailException.Kind#MESSAGE}), the page does not say which
     *     mailbox it goes out from, or the outbox is full or out of reach ({@link EmailException.Kind#TEMPORARY}). It is not
     *     in the outbox then, unless the store was lost while it committed: with a key, submitting again is safe
     */
    OutboxEntry submit(Email email, String key);

    /**
     * As {@link #submit}, in place of an earlier mail, if that one still waits. One that is being sent, or has been, is left
     * as it is, and the new mail goes out besides; unless both keys are equal: then it is the same mail.
     *
     * @param earlierKey the key of the earlier mail, which need not exist
     * @param email the mail
     * @param key of the new mail; may be that of the earlier one
     * @return the mail in the outbox
     * @throws EmailException as {@link #submit}; the earlier mail is left then
     */
    OutboxEntry supersede(String earlierKey, Email email, String key);

    /**
     * Opens a way of its own through the outbox, for a bundle whose page has its own mail server. Its limits are those of the
     * page <i>Email service</i>: a mailbox has one set of limits, whoever uses it. A mail in doubt is not looked up in Sent
     * Items, for want of settings that read, and a person decides.
     *
     * @param name of the way, up to 20 lower-case letters, digits and hyphens; {@link OutboxEntry#mailbox()} of its mail is the
     *     mailbox, a slash, and this name
     * @param connection an SMTP connection; the account of an OAuth login belongs to the sender from now on
     * @return to be closed when the settings change, or their owner ends
     * @throws EmailException if the connection is none for SMTP
     * @throws IllegalArgumentException if the name has other letters
     */
    Sender open(String name, ConnectionSettings connection);

    /**
     * Opens a folder for somebody who works through its mails and waits for new ones. Nothing is connected yet.
     *
     * @param name its full name, with the server's own delimiter; {@code INBOX} in any case is the inbox, the only one that
     *     POP3 has
     * @param connection an IMAP or POP3 connection; the account of an OAuth login remains the caller's, who closes it after
     *     the folder
     * @param patience how long the server may take for each answer, from one second to an hour
     * @return to be closed by the caller
     * @throws EmailException if the connection is for SMTP, or POP3 and another folder than the inbox
     * @throws IllegalArgumentException if the name is blank or has a control character, or the patience is out of range
     */
    MailFolder folder(String name, ConnectionSettings connection, Duration patience);

    /**
     * Which mailbox mail goes out from, by the page.
     *
     * @return the address that logs in, in lower case; {@code host:port} of a server that wants no login
     * @throws EmailException if the page is missing, or wrong
     */
    String mailbox();
}

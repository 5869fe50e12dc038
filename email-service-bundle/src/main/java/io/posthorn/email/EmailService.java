package io.posthorn.email;

import org.osgi.annotation.versioning.ProviderType;

import java.util.Map;

/**
 * The three operations of Email 1.0, for workflow steps and every other bundle. Registered as an OSGi service that stays
 * there while its page, <i>Email service</i> ({@code io.posthorn.email}), is missing or wrong: its calls then fail with a
 * sentence that names page and field.
 *
 * <p>Each operation comes twice: with the page's settings (<i>Use Global Settings</i>), and with connection settings of
 * the caller's own, which replace the page's for this call.
 *
 * <p>Safe for use by any thread. A call blocks until the server has answered; it never waits longer than the time-outs
 * of the connection.
 */
@ProviderType
public interface EmailService {

    /**
     * <i>Send With Document</i>: sends one mail with one attachment.
     *
     * @param email the mail
     * @param document its attachment, read once while it is sent and never held in memory as a whole
     * @return what the server accepted
     * @throws EmailException if it was not sent, or its fate is unknown ({@link EmailException.Kind#IN_DOUBT})
     */
    Receipt sendWithDocument(Email email, Document document);

    /**
     * <i>Send With Document</i> with connection settings of its own.
     *
     * @param email the mail
     * @param document its attachment
     * @param connection an SMTP connection
     * @return what the server accepted
     * @throws EmailException as {@link #sendWithDocument(Email, Document)}
     */
    Receipt sendWithDocument(Email email, Document document, ConnectionSettings connection);

    /**
     * <i>Send With Map of Attachments</i>: sends one mail with several attachments.
     *
     * @param email the mail
     * @param attachments the attachments by the name that each shall bear in the mail, sent in the map's order; the
     *     documents' own names are not used
     * @return what the server accepted
     * @throws EmailException if the map is empty, or as {@link #sendWithDocument(Email, Document)}
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
     * <i>Receive</i>: reads mails of the INBOX, newest first, and leaves them there as they are (unread ones stay
     * unread).
     *
     * @param query which mails
     * @param handler takes one mail after the other, in this thread
     * @return how many mails the handler took; 0 if none matched
     * @throws EmailException if the mailbox cannot be read, or the handler failed
     */
    int receive(Query query, EmailHandler handler);

    /**
     * <i>Receive</i> with connection settings of its own.
     *
     * @param query which mails
     * @param handler takes one mail after the other, in this thread
     * @param connection an IMAP or POP3 connection
     * @return how many mails the handler took
     * @throws EmailException as {@link #receive(Query, EmailHandler)}
     */
    int receive(Query query, EmailHandler handler, ConnectionSettings connection);
}

package io.posthorn.email.workflow;

import org.osgi.annotation.versioning.ProviderType;

import java.util.Map;

/**
 * One operation as a step of a workflow. Registered as an OSGi service for each operation, with its name in the property
 * {@value #PROCESS_LABEL}: <i>Send With Document</i>, <i>Send With Map of Attachments</i>, <i>Receive</i> and
 * <i>Submit</i>. Safe for use by any thread.
 *
 * <p>A value that is null or blank text counts as left out. Numbers, ticks and names of constants may be given as text.
 * A key that the operation does not have is an error, so that a misspelt one is not passed over.
 *
 * <table>
 *   <caption>The mail: Send With Document, Send With Map of Attachments, Submit</caption>
 *   <tr><th>Key</th><th>Type</th><th>Meaning</th></tr>
 *   <tr><td>{@code from}</td><td>address</td><td>The sender. Needed.</td></tr>
 *   <tr><td>{@code to}, {@code cc}, {@code bcc}</td><td>addresses</td><td>The recipients; one is needed. Text with commas
 *       or semicolons, such as {@code anna@contoso.com; "Doe, John" <john@contoso.com>}, an
 *       {@link io.posthorn.email.Address}, or a collection of these.</td></tr>
 *   <tr><td>{@code replyTo}</td><td>addresses</td><td>Where answers go.</td></tr>
 *   <tr><td>{@code subject}</td><td>String</td><td>On one line.</td></tr>
 *   <tr><td>{@code text}, {@code html}</td><td>String</td><td>The body, as plain text, as HTML, or both.</td></tr>
 *   <tr><td>{@code inline}</td><td>Map</td><td>Content-ID to document: what the HTML shows by {@code cid:}.</td></tr>
 *   <tr><td>{@code charset}</td><td>String</td><td>UTF-8 by default.</td></tr>
 *   <tr><td>{@code priority}</td><td>String</td><td>{@code HIGH}, {@code NORMAL} or {@code LOW}.</td></tr>
 *   <tr><td>{@code headers}</td><td>Map</td><td>Name to value, or to a collection of values.</td></tr>
 *   <tr><td>{@code messageId}</td><td>String</td><td>One of the workflow's own.</td></tr>
 *   <tr><td>{@code delivery}</td><td>String</td><td>{@code ALL_OR_NOTHING} (default) or {@code PER_RECIPIENT}.</td></tr>
 *   <tr><td>{@code dsn}</td><td>String</td><td>Delivery status notifications: {@code never}, or some of
 *       {@code SUCCESS, FAILURE, DELAY}.</td></tr>
 * </table>
 *
 * <p>A document is a {@link io.posthorn.email.Document}, a {@link java.nio.file.Path}, an {@link java.io.InputStream} (read
 * to its end and closed) or a {@code byte[]}. A path given as text is not one.
 *
 * <table>
 *   <caption>What only some of them have</caption>
 *   <tr><th>Key</th><th>Type</th><th>Meaning</th></tr>
 *   <tr><td>{@code document}</td><td>document</td><td>Send With Document (needed), Submit: the attachment.</td></tr>
 *   <tr><td>{@code documentName}</td><td>String</td><td>Its name in the mail. Needed for a stream and for bytes.</td></tr>
 *   <tr><td>{@code documentType}</td><td>String</td><td>Its media type; by default that which the name suggests.</td></tr>
 *   <tr><td>{@code attachments}</td><td>Map</td><td>Send With Map of Attachments (needed), Submit: name to document, in
 *       the map's order. Or a collection of documents and paths, which bear names of their own.</td></tr>
 *   <tr><td>{@code key}</td><td>String</td><td>Submit: names the mail, so that it is submitted once only.</td></tr>
 *   <tr><td>{@code supersedes}</td><td>String</td><td>Submit: the key of a waiting mail whose place it takes.</td></tr>
 * </table>
 *
 * <table>
 *   <caption>Receive</caption>
 *   <tr><th>Key</th><th>Type</th><th>Meaning</th></tr>
 *   <tr><td>{@code folder}</td><td>String</td><td>INBOX by default.</td></tr>
 *   <tr><td>{@code sender}, {@code subject}</td><td>String</td><td>Parts of From and of the subject.</td></tr>
 *   <tr><td>{@code unread}</td><td>Boolean</td><td>Whether only unread mails are wanted.</td></tr>
 *   <tr><td>{@code since}</td><td>Instant, Date or String</td><td>Only mails that arrived then or later;
 *       {@code 2026-11-25T08:00:00Z}.</td></tr>
 *   <tr><td>{@code largest}</td><td>Long</td><td>Only mails of so many octets or fewer.</td></tr>
 *   <tr><td>{@code limit}</td><td>Integer</td><td>How many mails at most: 50 by default.</td></tr>
 *   <tr><td>{@code disposition}</td><td>String</td><td>{@code LEAVE} (default), {@code MARK_READ}, {@code MOVE}, and with
 *       a handler {@code DELETE}.</td></tr>
 *   <tr><td>{@code moveTo}</td><td>String</td><td>The folder for {@code MOVE}.</td></tr>
 *   <tr><td>{@code headers}</td><td>collection</td><td>Names of headers whose values are wanted, too.</td></tr>
 *   <tr><td>{@code maxSize}</td><td>Long</td><td>How many octets of text and attachments are copied at most: 104857600
 *       by default. The mail that would exceed it, and those behind it, are left as they are.</td></tr>
 *   <tr><td>{@code handler}</td><td>{@link io.posthorn.email.EmailHandler}</td><td>Takes the mails instead: nothing is
 *       copied.</td></tr>
 * </table>
 *
 * <p>Without connection keys, or with {@code useGlobalSettings} true, the settings of the page <i>Email service</i> hold.
 * Submit always uses those. With a connection key, or with {@code useGlobalSettings} false, the step has settings of its
 * own. What these leave out is taken from the page if the step does not name a host; of a step that does, nothing is. A
 * password, an OAuth account and the fields of an application are never taken from the page. {@code oauth} is true if the
 * step gives an {@code oauthAccount} or a {@code clientId}, otherwise false: it logs in by a password, whatever the page does.
 *
 * <table>
 *   <caption>The connection</caption>
 *   <tr><th>Key</th><th>Type</th><th>Field of the page</th></tr>
 *   <tr><td>{@code useGlobalSettings}</td><td>Boolean</td><td>Use Global Settings</td></tr>
 *   <tr><td>{@code smtpHost}, {@code smtpPort}, {@code smtpAuthenticate}, {@code smtpUser}, {@code smtpPassword},
 *       {@code smtpTransportSecurity}, {@code smtpStarttls}</td><td>String, Integer, Boolean</td><td>SMTP Host to SMTP
 *       STARTTLS, for steps that send. Without a port: the standard one. No TLS: {@code NONE}, not blank.</td></tr>
 *   <tr><td>{@code receiveHost}, {@code receivePort}, {@code receiveProtocol}, {@code receiveUser},
 *       {@code receivePassword}, {@code receiveTransportSecurity}, {@code receiveStarttls}, {@code sharedMailbox}</td>
 *       <td>String, Integer</td><td>POP3/IMAP Host to Receive STARTTLS, and Shared Mailbox, for Receive</td></tr>
 *   <tr><td>{@code oauth}</td><td>Boolean</td><td>OAuth 2.0 Authentication</td></tr>
 *   <tr><td>{@code oauthAccount}</td><td>String</td><td>OAuth Account: the name of a page <i>OAuth 2.0 account</i></td></tr>
 *   <tr><td>{@code clientId}, {@code clientSecret}, {@code refreshToken}, {@code cloud}, {@code tenant},
 *       {@code authority}</td><td>String</td><td>Client ID to Authority, in place of an account</td></tr>
 * </table>
 *
 * <table>
 *   <caption>What a step gives</caption>
 *   <tr><th>Key</th><th>Type</th><th>Meaning</th></tr>
 *   <tr><td>{@code messageId}</td><td>String</td><td>Of the mail that was sent or submitted.</td></tr>
 *   <tr><td>{@code serverReply}</td><td>String</td><td>Of the server that accepted it.</td></tr>
 *   <tr><td>{@code recipients}</td><td>List of String</td><td>Those that the server accepted.</td></tr>
 *   <tr><td>{@code outcomes}</td><td>List of Map</td><td>For each recipient: {@code recipient}, {@code state} (a
 *       {@link io.posthorn.email.RecipientOutcome.State}), {@code serverReply}.</td></tr>
 *   <tr><td>{@code id}, {@code key}, {@code state}</td><td>String</td><td>Submit: see
 *       {@link io.posthorn.email.OutboxEntry}.</td></tr>
 *   <tr><td>{@code count}</td><td>Integer</td><td>Receive: how many mails.</td></tr>
 *   <tr><td>{@code mails}</td><td>List of Map</td><td>Receive, without a handler: {@code messageId}, {@code from},
 *       {@code to}, {@code cc}, {@code replyTo}, {@code subject}, {@code sent}, {@code received} (an
 *       {@link java.time.Instant} each, left out if it is not known), {@code size}, {@code unread}, {@code text},
 *       {@code html}, {@code headers} (name to list of values), {@code attachments} (list of
 *       {@link io.posthorn.email.Document}).</td></tr>
 *   <tr><td>{@code files}</td><td>{@link java.io.Closeable}</td><td>Receive: where these attachments are kept. Close it
 *       when they are no longer needed; that is done, too, when nothing refers to them any more, and when the process
 *       ends.</td></tr>
 *   <tr><td>{@code failure}</td><td>String</td><td>Receive: why it broke off half-way. {@code mails} has what came before,
 *       which may be marked or moved already; the rest is as it was. If nothing came, an error is thrown.</td></tr>
 * </table>
 */
@ProviderType
public interface WorkflowStep {

    /** The service property that holds the operation's name, as workflow editors show it. */
    String PROCESS_LABEL = "process.label";

    /**
     * Does it.
     *
     * @param input values by key
     * @return values by key; a new map
     * @throws IllegalArgumentException if a value is missing or wrong; the message names its key
     * @throws io.posthorn.email.EmailException as the operations of {@link io.posthorn.email.EmailService} do
     */
    Map<String, Object> execute(Map<String, Object> input);
}

package io.posthorn.email;

import org.osgi.annotation.versioning.ProviderType;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A mail as it was found in a mailbox. Nothing of it is trusted: whatever its sender has broken is left out, or handed over
 * as it came.
 */
@ProviderType
public interface ReceivedEmail {

    /**
     * Its Message-ID.
     *
     * @return with angle brackets; empty if it has none
     */
    String messageId();

    /**
     * Who wrote it, as the mail says.
     *
     * @return empty if it has none that can be read
     */
    Optional<Address> from();

    /**
     * The recipients named in it.
     *
     * @return unmodifiable
     */
    List<Address> to();

    /**
     * The recipients of a copy named in it.
     *
     * @return unmodifiable
     */
    List<Address> cc();

    /**
     * Where answers go.
     *
     * @return unmodifiable; empty for the sender
     */
    List<Address> replyTo();

    /**
     * Its subject.
     *
     * @return decoded; empty if it has none
     */
    String subject();

    /**
     * Its Date header.
     *
     * @return empty if it has none that can be read
     */
    Optional<Instant> sent();

    /**
     * When it arrived in the mailbox.
     *
     * @return IMAP's INTERNALDATE; empty with POP3, which does not tell
     */
    Optional<Instant> received();

    /**
     * Its size.
     *
     * @return in octets, as the server tells it, which may be wrong
     */
    long size();

    /**
     * Whether it was unread when it was found.
     *
     * @return true with POP3, which does not tell
     */
    boolean isUnread();

    /**
     * Its first plain text.
     *
     * @return up to 5 MB; empty if it has none
     */
    String text();

    /**
     * Its first HTML body, as its sender wrote it.
     *
     * @return up to 5 MB; empty if it has none. Not safe to show: it may hold scripts
     */
    String html();

    /**
     * Whether a program has written it (RFC 3834): an out-of-office note, a delivery report (RFC 3464), a list's mail, or one
     * of Posthorn's own. Such a mail must not start anything, nor be answered.
     *
     * @return as its headers say; {@code X-Auto-Response-Suppress} does not count, since gateways add it to people's mail, too
     */
    boolean isAutomatic();

    /**
     * The values of a header.
     *
     * @param name in any case
     * @return unmodifiable, in order, unfolded and decoded (RFC 2047), but for {@code Authentication-Results} and
     *     {@code Received-SPF}, which are not decoded; empty if it has none
     */
    List<String> header(String name);

    /**
     * Its files, in order, and every other part that is not {@link #text()} or {@link #html()}, such as inline images and
     * forwarded mails ({@code message/rfc822}). They can be opened only while the {@link EmailHandler} runs. A part that its
     * sender has broken is here too, as it came, with a name that begins with {@code undecoded-}.
     *
     * @return unmodifiable
     */
    List<Document> attachments();
}

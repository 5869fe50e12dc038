package io.posthorn.sandbox;

import io.posthorn.sandbox.internal.mail.MailSystem;
import io.posthorn.sandbox.internal.mail.Mailboxes;
import io.posthorn.sandbox.internal.mail.Organization;
import io.posthorn.sandbox.internal.mail.OtherClient;

import java.time.Duration;
import java.util.List;

/**
 * What an administrator, Exchange itself or somebody's telephone can do to the sandbox's mailboxes, at any time. Safe for
 * use by several threads.
 */
public final class Exchange {
    private final MailSystem system;

    Exchange(MailSystem system) {
        this.system = system;
    }

    /** The limits of submission by SMTP. */
    public MailLimits limits() {
        return system.limits();
    }

    /** See {@link Sandbox.Builder#challengeForm}. */
    public void challengeForm(boolean on) {
        system.challengeForm().set(on);
    }

    /** Off: SMTP AUTH is disabled for the tenant, for OAuth too; a mailbox may have a setting of its own. */
    public void smtpAuth(boolean on) {
        system.organization().smtpAuth(on);
    }

    /** The setting of one mailbox, which overrides the tenant's. */
    public void smtpAuth(User mailbox, boolean on) {
        system.organization().smtpAuth(mailbox, on);
    }

    /** On: the tenant's security defaults lock SMTP AUTH, whatever else is set. */
    public void securityDefaults(boolean on) {
        system.organization().securityDefaults(on);
    }

    /**
     * A mailbox that nobody signs in to. Its members open it by IMAP and POP3 with their own tokens and
     * {@code user=} its address, and send as it by SMTP under their own names: full access and SendAs, as the admin
     * centre gives both to a member. To others IMAP says that they are authenticated but not connected.
     *
     * @param members the parts of their addresses before the at sign
     */
    public User sharedMailbox(String localPart, String... members) {
        User mailbox = system.organization().addShared(localPart);
        system.mailboxes().add(mailbox);
        for (String member : members) {
            String domain = mailbox.address().substring(mailbox.address().indexOf('@'));
            User delegate = system.organization()
                    .mailbox(member + domain)
                    .orElseThrow(() -> new IllegalArgumentException("No user " + member));
            grantFullAccess(mailbox, delegate);
            grantSendAs(mailbox, delegate);
        }
        return mailbox;
    }

    /** Lets the delegate open the owner's mailbox by IMAP and POP3. */
    public void grantFullAccess(User owner, User delegate) {
        system.organization().grant(Organization.Right.FULL_ACCESS, owner, delegate);
    }

    /** Lets the delegate put the owner's address into From. */
    public void grantSendAs(User owner, User delegate) {
        system.organization().grant(Organization.Right.SEND_AS, owner, delegate);
    }

    /** On: the mailbox has no room for a copy in Sent Items and therefore can not send. */
    public void mailboxFull(User mailbox, boolean on) {
        system.submissions().full(mailbox, on);
    }

    /** On: IMAP logins to the mailbox succeed, and commands are told that it is not connected. */
    public void notConnected(User mailbox, boolean on) {
        system.imapSessions().unreachable(mailbox, on);
    }

    /** For so long, by the sandbox's clock, IMAP commands to the mailbox are throttled and end their connections. */
    public void throttle(User mailbox, Duration backoff) {
        system.imapSessions().throttle(mailbox, system.clock().instant().plus(backoff));
    }

    /**
     * The next time this command comes, the answer is these lines and nothing is done; several such calls make a queue.
     * A line {@code 421 …} or {@code * BYE …} ends the connection.
     *
     * @param command {@code AUTH} for logins to SMTP and POP3, {@code AUTHENTICATE} or {@code LOGIN} for IMAP, {@code .}
     *     for the end of an SMTP message, or any other command
     * @param lines without IMAP's tag, such as those of {@link KnownReplies}
     */
    public void answer(Protocol protocol, String command, String... lines) {
        system.replies().add(protocol, command, List.of(lines));
    }

    /** Ends every IMAP session as if its token had expired, also those that idle. */
    public void expireSessions() {
        system.imapSessions().expireAll();
    }

    /**
     * Does what has become due by the clock: delivers delayed mail and ends IMAP sessions whose tokens have expired.
     * Happens by itself within a second; a test that moves its own clock need not wait for that.
     */
    public void catchUp() {
        system.catchUp();
    }

    /** The INBOX gets another UIDVALIDITY and new UIDs; its IMAP sessions end, as when Exchange moves a mailbox. */
    public void changeUidValidity(User mailbox) {
        system.imapSessions().drop(mailbox);
        otherClient(mailbox).renumber();
    }

    /**
     * Another client moves a message out of the INBOX.
     *
     * @param number of the message in the INBOX, from 1
     */
    public void moveAway(User mailbox, int number, String folder) {
        otherClient(mailbox).move(number, folder);
    }

    /** Another client deletes a message of the INBOX for good. */
    public void deleteAway(User mailbox, int number) {
        otherClient(mailbox).delete(number);
    }

    private OtherClient otherClient(User mailbox) {
        return new OtherClient(system.mailboxes(), mailbox);
    }

    /** Off: nothing is copied to Sent Items, which spares memory. */
    public void keepSentItems(boolean on) {
        system.submissions().keepSentItems(on);
    }

    /** The raw messages that the mailbox has submitted, in order. */
    public List<byte[]> sentItems(User mailbox) {
        return messages(mailbox, Mailboxes.SENT_ITEMS);
    }

    /** The raw messages in a folder, in order of arrival. */
    public List<byte[]> messages(User mailbox, String folder) {
        system.submissions().deliverDue();
        return system.mailboxes().messages(mailbox, folder);
    }

    /** The messages that were accepted and wait for a later minute, by the sandbox's clock. */
    public List<DelayedMail> delayed() {
        return system.submissions().delayed();
    }

    /** All connections to the mail servers, past and present, oldest first. */
    public List<MailConnection> connections() {
        return system.traffic().connections();
    }

    /** How many connections are logged in to the mailbox now. */
    public int openConnections(Protocol protocol, User mailbox) {
        return system.traffic().open(protocol, mailbox.address());
    }

    /** How many were logged in to the mailbox at once, at most. */
    public int mostConnections(Protocol protocol, User mailbox) {
        return system.traffic().most(protocol, mailbox.address());
    }
}

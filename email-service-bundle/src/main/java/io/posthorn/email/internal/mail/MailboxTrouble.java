package io.posthorn.email.internal.mail;

import io.posthorn.email.EmailException;
import io.posthorn.email.internal.mail.MailReply.Phase;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;

/** Tells a mailbox's trouble from a mail's. */
public final class MailboxTrouble {

    private MailboxTrouble() {}

    /**
     * Whether every mail of the mailbox would fail the same way for a while.
     *
     * @param e a temporary failure of sending
     * @return true also if no server has said anything
     */
    public static boolean isIn(EmailException e) {
        if (e.serverReply().isEmpty()) {
            return e.outcomes().isEmpty();
        }
        boolean recipient =
                !e.outcomes().isEmpty() || MailFailures.chain(e).anyMatch(SMTPAddressFailedException.class::isInstance);
        return MailReply.of(recipient ? Phase.RECIPIENT : Phase.MAIL, e.serverReply())
                .row()
                .wholeMailbox();
    }
}

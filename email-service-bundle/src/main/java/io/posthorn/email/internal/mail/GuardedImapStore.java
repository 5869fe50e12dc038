package io.posthorn.email.internal.mail;

import jakarta.mail.Session;
import jakarta.mail.URLName;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;

/**
 * An IMAP store that never sends a token to a server that does not offer XOAUTH2. Angus alone would fall back to LOGIN
 * with the token as the password.
 */
final class GuardedImapStore extends IMAPStore {

    GuardedImapStore(Session session, URLName url) {
        super(session, url);
    }

    @Override
    protected void preLogin(IMAPProtocol protocol) throws ProtocolException {
        if (!protocol.hasCapability("AUTH=XOAUTH2")) {
            throw new CommandFailedException(MailFailures.NO_MECHANISM);
        }
    }
}

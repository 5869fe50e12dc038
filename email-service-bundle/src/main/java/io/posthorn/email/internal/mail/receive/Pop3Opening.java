package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.internal.mail.wire.MailFailures;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;

import java.time.Instant;

/** Opens connections to an inbox by POP3. */
final class Pop3Opening implements FolderLine.Opening {

    private final FolderWay way;

    Pop3Opening(FolderWay way) {
        this.way = way;
    }

    /** An inbox that is open, and when it should be closed. */
    record Open(Inbox inbox, Instant end) {}

    Open open(int mode) throws MessagingException {
        return way.go(
                (session, user, secret, end) -> new Open(Inbox.open(session, way.settings, user, secret, mode), end));
    }

    @Override
    public FolderLine open() throws MessagingException {
        return new Pop3Line(this, way, open(Folder.READ_WRITE));
    }

    @Override
    public void cut() {
        way.cut();
    }

    @Override
    public MailFailures failures() {
        return way.failures();
    }
}

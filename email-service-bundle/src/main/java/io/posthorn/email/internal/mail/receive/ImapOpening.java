package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.internal.mail.wire.GuardedImapStore;
import io.posthorn.email.internal.mail.wire.MailFailures;
import jakarta.mail.MessagingException;

import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;

/** Opens connections to one folder by IMAP. */
final class ImapOpening implements FolderLine.Opening {

    private final FolderWay way;
    private final String name;
    private final ScheduledExecutorService timer;
    private final ImapBacklog backlog = new ImapBacklog();

    ImapOpening(FolderWay way, String name, ScheduledExecutorService timer) {
        this.way = way;
        this.name = name;
        this.timer = timer;
    }

    private record Login(GuardedImapStore store, ImapNews news, Instant end) {}

    @Override
    public FolderLine open() throws MessagingException {
        Login login = way.go((session, user, secret, end) -> {
            GuardedImapStore store = (GuardedImapStore) Inbox.store(session, way.settings);
            ImapNews news = new ImapNews();
            store.watch(news);
            try {
                store.connect(way.settings.host(), way.settings.port(), user, secret);
                return new Login(store, news, end);
            } catch (MessagingException | RuntimeException e) {
                ImapLine.closeQuietly(store);
                throw e;
            }
        });
        try {
            return ImapLine.open(way, login.store(), login.news(), login.end(), name, timer, backlog);
        } catch (MessagingException | RuntimeException e) {
            ImapLine.closeQuietly(login.store());
            throw e;
        }
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

package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Login;
import io.posthorn.email.internal.mail.wire.Authentication;
import io.posthorn.email.internal.mail.wire.GuardedImapStore;
import io.posthorn.email.internal.mail.wire.MailClassLoader;
import io.posthorn.email.internal.mail.wire.MailFailures;
import io.posthorn.email.internal.mail.wire.Route;
import io.posthorn.email.internal.mail.wire.Sessions;
import io.posthorn.oauth.Network;
import io.posthorn.oauth.Permission;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.URLName;
import jakarta.mail.search.HeaderTerm;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/** Looks for mails among those that a mailbox has sent, by IMAP. */
public final class SentItems {

    /** Where no folder says that it is the one (RFC 6154). */
    private static final List<String> NAMES = List.of("Sent Items", "Sent", "INBOX.Sent", "Sent Messages");

    private final Network network;

    public SentItems(Network network) {
        this.network = network;
    }

    public boolean contain(ConnectionSettings settings, String messageId) {
        return MailClassLoader.call(() -> search(settings, messageId));
    }

    private boolean search(ConnectionSettings settings, String messageId) {
        Route route = Route.to(settings, network);
        MailFailures failures = new MailFailures(settings, route);
        Session session = Sessions.open(settings, route);
        try (Store store = Authentication.of(settings, Permission.IMAP_ACCESS, failures)
                .connect((user, secret) -> open(session, settings, user, secret))) {
            IMAPFolder folder = find(store);
            if (folder == null) {
                return false;
            }
            folder.open(Folder.READ_ONLY);
            try {
                return folder.search(new HeaderTerm("Message-ID", messageId)).length > 0;
            } finally {
                folder.close(false);
            }
        } catch (MessagingException e) {
            throw failures.of(e);
        }
    }

    private static Store open(
            Session session, ConnectionSettings settings, @Nullable String user, @Nullable String secret)
            throws MessagingException {
        URLName url = new URLName("imap", settings.host(), settings.port(), null, null, null);
        Store store = new GuardedImapStore(session, url, settings.login() instanceof Login.OAuth);
        store.connect(settings.host(), settings.port(), user, secret);
        return store;
    }

    private static @Nullable IMAPFolder find(Store store) throws MessagingException {
        for (Folder folder : store.getDefaultFolder().list("*")) {
            if (folder instanceof IMAPFolder imap
                    && Arrays.stream(imap.getAttributes()).anyMatch("\\Sent"::equalsIgnoreCase)) {
                return imap;
            }
        }
        for (String name : NAMES) {
            if (store.getFolder(name) instanceof IMAPFolder imap && imap.exists()) {
                return imap;
            }
        }
        return null;
    }
}

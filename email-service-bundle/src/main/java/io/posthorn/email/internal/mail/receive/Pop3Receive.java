package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Disposition.Action;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.Query;
import io.posthorn.email.internal.mail.wire.Authentication;
import io.posthorn.email.internal.mail.wire.MailFailures;
import io.posthorn.email.internal.mail.wire.Route;
import io.posthorn.email.internal.mail.wire.Sessions;
import io.posthorn.oauth.Permission;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** One receive by POP3, on a connection that is never kept: the server shows no new mail on it. */
final class Pop3Receive {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final ConnectionSettings settings;
    private final Route route;
    private final MailFailures failures;

    Pop3Receive(ConnectionSettings settings, Route route, MailFailures failures) {
        this.settings = settings;
        this.route = route;
        this.failures = failures;
    }

    int run(Query query, Handover handover) {
        boolean deletes = query.disposition().action() == Action.DELETE;
        Pop3Mailbox mailbox = new Pop3Mailbox(open(deletes ? Folder.READ_WRITE : Folder.READ_ONLY), query);
        try {
            handover.run(mailbox, query);
            finish(mailbox);
            return handover.taken();
        } catch (EmailException e) {
            throw ended(mailbox, e);
        } catch (MessagingException e) {
            throw ended(mailbox, failures.of(e));
        } finally {
            mailbox.close();
        }
    }

    private Inbox open(int mode) {
        Session session = Sessions.open(settings, route);
        return Authentication.of(settings, Permission.POP_ACCESS, failures)
                .connect((user, secret) -> Inbox.open(session, settings, user, secret, mode));
    }

    private void finish(Pop3Mailbox mailbox) throws MessagingException {
        mailbox.finish();
        if (!mailbox.deleted().isEmpty()) {
            prove(mailbox.deleted());
        }
    }

    private void prove(Set<String> deleted) throws MessagingException {
        try (Inbox inbox = open(Folder.READ_ONLY)) {
            int left = Pop3Mailbox.stillThere(inbox, deleted).size();
            if (left > 0) {
                throw notDeleted(settings, left);
            }
        }
    }

    static EmailException notDeleted(ConnectionSettings settings, int left) {
        return new EmailException(
                Kind.TEMPORARY,
                "",
                "The " + settings.server() + " has not deleted " + left + " mails although it was told to.",
                PAUSE,
                List.of(),
                null);
    }

    /** Mails that were taken before the trouble are deleted, if the connection still allows it. */
    private EmailException ended(Pop3Mailbox mailbox, EmailException e) {
        if (mailbox.deleted().isEmpty()) {
            return e;
        }
        try {
            if (mailbox.isOpen()) {
                finish(mailbox);
                return e;
            }
        } catch (MessagingException | EmailException second) {
            e.addSuppressed(second);
        }
        return failures.undone(
                e, mailbox.deleted().size() + " mails were taken and perhaps not deleted: they may come again. ");
    }
}

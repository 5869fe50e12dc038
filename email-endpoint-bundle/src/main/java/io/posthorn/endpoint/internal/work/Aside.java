package io.posthorn.endpoint.internal.work;

import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.MailFolder;
import io.posthorn.email.MailId;
import io.posthorn.email.ReceivedEmail;
import io.posthorn.endpoint.internal.ledger.Identity;

import java.util.List;
import java.util.Optional;

/** The folder of those that were put aside. */
final class Aside {

    /** Names the cause why a mail was put aside, behind the id of its invocation. */
    static final String HEADER = "X-Posthorn-Quarantine";

    private static final int LATEST = 500;

    private final Plan plan;
    private final Mailroom room;

    Aside(Plan plan, Mailroom room) {
        this.plan = plan;
        this.room = room;
    }

    /** Whether a mail is there that was put aside lately. */
    boolean has(String id) {
        try (MailFolder folder = room.folder(plan.quarantine())) {
            return find(folder, id, "", LATEST).isPresent();
        } catch (EmailException e) {
            if (e.kind() == Kind.APPLICATION) { // there is no such folder yet
                return false;
            }
            throw e;
        }
    }

    /**
     * The mail of an invocation, among so many that came last.
     *
     * @param identity knows one that was moved as it was; empty for none
     */
    static Optional<MailId> find(MailFolder folder, String id, String identity, int most) {
        List<MailId> all = folder.list();
        for (int i = all.size() - 1; i >= Math.max(0, all.size() - most); i--) {
            MailId mail = all.get(i);
            if (folder.head(mail).filter(head -> isOf(head, id, identity)).isPresent()) {
                return Optional.of(mail);
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(ReceivedEmail head, String id, String identity) {
        return !identity.isEmpty() && identity.equals(Identity.of(head))
                || head.header(HEADER).stream().anyMatch(value -> value.startsWith(id + ";"));
    }
}

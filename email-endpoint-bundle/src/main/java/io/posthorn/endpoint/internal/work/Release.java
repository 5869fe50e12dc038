package io.posthorn.endpoint.internal.work;

import io.posthorn.email.Disposition;
import io.posthorn.email.MailFolder;
import io.posthorn.email.MailId;
import io.posthorn.email.ReceivedEmail;
import io.posthorn.endpoint.internal.ledger.Ledger;

import java.util.List;
import java.util.Optional;

/** Takes a mail out of quarantine, back to where it came from. */
public final class Release {

    private final Plan plan;
    private final Ledger ledger;
    private final Mailroom room;

    /** For one endpoint. */
    public Release(Plan plan, Ledger ledger, Mailroom room) {
        this.plan = plan;
        this.ledger = ledger;
        this.room = room;
    }

    /**
     * Takes one out. A mail that a person has moved already is tried anew where it is.
     *
     * @param id of its invocation
     */
    public void of(String id) {
        boolean moves = !plan.quarantine().isEmpty();
        ledger.release(id, moves);
        if (moves) {
            try (MailFolder folder = room.folder(plan.quarantine())) {
                find(folder, id).ifPresent(mail -> folder.dispose(mail, Disposition.moveTo(plan.folder())));
                folder.settle();
            }
        }
    }

    private static Optional<MailId> find(MailFolder folder, String id) {
        List<MailId> all = folder.list();
        for (int i = all.size() - 1; i >= 0; i--) { // the newest are at the end
            MailId mail = all.get(i);
            if (folder.head(mail).filter(head -> isOf(head, id)).isPresent()) {
                return Optional.of(mail);
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(ReceivedEmail head, String id) {
        return head.header(Work.HEADER).stream().anyMatch(value -> value.startsWith(id + ";"));
    }
}

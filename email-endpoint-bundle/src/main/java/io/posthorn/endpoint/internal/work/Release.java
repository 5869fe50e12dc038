package io.posthorn.endpoint.internal.work;

import io.posthorn.email.Disposition;
import io.posthorn.email.MailFolder;
import io.posthorn.email.MailId;
import io.posthorn.endpoint.internal.ledger.Ledger;

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
        if (plan.quarantine().isEmpty() || !move(id)) {
            ledger.release(id);
        } else {
            ledger.movedBack(id);
        }
    }

    /** Before the ledger is changed: if it cannot be moved now, it can be released again. */
    private boolean move(String id) {
        try (MailFolder folder = room.folder(plan.quarantine())) {
            Optional<MailId> found = Aside.find(folder, id, ledger.identity(id), Integer.MAX_VALUE);
            found.ifPresent(mail -> folder.dispose(mail, Disposition.moveTo(plan.folder())));
            return found.isPresent();
        }
    }
}

package io.posthorn.endpoint.internal.work;

import io.posthorn.email.Disposition;
import io.posthorn.email.MailFolder;
import io.posthorn.endpoint.internal.ledger.Ledger;

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
                Aside.find(folder, id, Integer.MAX_VALUE)
                        .ifPresent(mail -> folder.dispose(mail, Disposition.moveTo(plan.folder())));
                folder.settle();
            }
        }
    }
}

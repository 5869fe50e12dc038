package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.MailId;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a folder knows of its mails beyond one connection: those listed last, and how many to ask for at once. */
final class ImapBacklog {

    private static final int MOST = 50;

    /** Headers cannot be larger than their mail. */
    private static final long OCTETS = 4_000_000;

    private final Set<String> halfMoved = new HashSet<>();
    private List<MailId> listed = List.of();
    private int appetite = MOST;

    void listed(List<MailId> ids) {
        listed = ids;
    }

    /** The mail, and those behind it that are likely to be wanted next. A single one, where the last batch was a failure. */
    List<MailId> batch(MailId first) {
        int from = Collections.binarySearch(listed, first, Comparator.comparingLong(id -> Long.parseLong(id.uid())));
        if (from < 0 || listed.get(from).validity() != first.validity()) {
            return List.of(first);
        }
        List<MailId> batch = new ArrayList<>();
        long octets = 0;
        for (MailId id : listed.subList(from, Math.min(listed.size(), from + appetite))) {
            octets += id.size();
            if (!batch.isEmpty() && octets > OCTETS) {
                break;
            }
            batch.add(id);
        }
        return batch;
    }

    /** Until it has succeeded, so that a mail which breaks connections does not take others with it. */
    void batchBegins() {
        appetite = 1;
    }

    void batchSucceeded(int size) {
        appetite = Math.min(MOST, Math.max(2, 4 * size));
    }

    /** A copy may be in the other folder, though nobody has said so. */
    void moveBegins(MailId id, String folder) {
        halfMoved.add(id.validity() + " " + id.uid() + " " + folder);
    }

    void moveEnds(MailId id, String folder) {
        halfMoved.remove(id.validity() + " " + id.uid() + " " + folder);
    }

    boolean isHalfMoved(MailId id, String folder) {
        return halfMoved.contains(id.validity() + " " + id.uid() + " " + folder);
    }
}

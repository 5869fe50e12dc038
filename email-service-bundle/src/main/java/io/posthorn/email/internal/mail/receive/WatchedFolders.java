package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.EmailException;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The folders that are watched now. They end with the service. Safe for use by any thread. */
final class WatchedFolders {

    private final Set<WatchedFolder> open = new HashSet<>();
    private boolean over;

    synchronized WatchedFolder open(FolderLine.Opening opening, InstantSource clock) {
        if (over) {
            throw Departure.stopped();
        }
        WatchedFolder folder = new WatchedFolder(opening, clock, this::forget);
        open.add(folder);
        return folder;
    }

    private synchronized void forget(WatchedFolder folder) {
        open.remove(folder);
    }

    private synchronized List<WatchedFolder> end() {
        over = true;
        return List.copyOf(open);
    }

    /** Whoever waits on one gets an exception, so that no thread is left. */
    void abandon() {
        EmailException why = Departure.stopped();
        end().forEach(folder -> folder.abandon(why));
    }
}

package io.posthorn.endpoint.internal;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Who watches what. One folder of a mailbox belongs to one endpoint, enabled or not, and so does a name: of two that want the
 * same, the later one waits until the earlier one is gone. Safe for use by any thread.
 */
final class Places {

    private final List<Place> all = new ArrayList<>();

    /** What one endpoint wants. */
    static final class Place {
        private final String name;
        private final String folder;
        private final String pid;
        private final Runnable free;
        private @Nullable Place holder;

        private Place(String name, String folder, String pid, Runnable free) {
            this.name = name;
            this.folder = folder;
            this.pid = pid;
            this.free = free;
        }

        private boolean isInTheWayOf(Place other) {
            return name.equals(other.name) || folder.equals(other.folder);
        }

        /** Why it is taken. */
        private String sentence(Place wanted) {
            String what = name.equals(wanted.name)
                    ? "has the same Name. Give another one."
                    : "watches the same folder of the same mailbox. One belongs to one endpoint only: change Inbox User or"
                            + " Folder.";
            return "The endpoint '" + name + "' (" + pid + ") " + what;
        }
    }

    /**
     * Wants a place.
     *
     * @param free is run once it is free, if it is not now
     */
    synchronized Place want(String name, String folder, String pid, Runnable free) {
        Place place = new Place(name, folder, pid, free);
        place.holder = inTheWay(place);
        all.add(place);
        return place;
    }

    /** Why it has to wait; empty if it need not. */
    synchronized String obstacle(Place place) {
        return place.holder == null ? "" : place.holder.sentence(place);
    }

    /** Why a page cannot have a place; empty if it can. */
    synchronized String obstacle(String name, String folder, String pid) {
        Place wanted = new Place(name, folder, pid, () -> {});
        return all.stream()
                .filter(one -> !one.pid.equals(pid) && one.isInTheWayOf(wanted))
                .findFirst()
                .map(one -> one.sentence(wanted))
                .orElse("");
    }

    private @Nullable Place inTheWay(Place wanted) {
        for (Place one : all) {
            if (one == wanted) {
                return null;
            }
            if (one.isInTheWayOf(wanted)) {
                return one;
            }
        }
        return null;
    }

    /** Gives it up. */
    void leave(Place place) {
        List<Place> freed = new ArrayList<>();
        synchronized (this) {
            all.remove(place);
            for (Place one : all) {
                boolean waited = one.holder != null;
                one.holder = inTheWay(one);
                if (waited && one.holder == null) {
                    freed.add(one);
                }
            }
        }
        freed.forEach(one -> one.free.run());
    }
}

package io.posthorn.sandbox.internal.mail;

import io.posthorn.sandbox.MailConnection;
import io.posthorn.sandbox.Protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** All client connections of the mail servers, past and present. */
public final class Traffic {
    // A connection that its client has closed may still be open here for a moment.
    private static final long GRACE_MILLIS = 250;

    private record Place(Protocol protocol, String mailbox) {}

    /** One connection as it goes on. */
    static final class Entry {
        private final Protocol protocol;
        private String mailbox = "";
        private final AtomicInteger flights = new AtomicInteger();
        private boolean open = true;

        private Entry(Protocol protocol) {
            this.protocol = protocol;
        }

        /** The client has spoken after the server. */
        void flight() {
            flights.incrementAndGet();
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private final Map<Place, List<Entry>> inside = new HashMap<>();
    private final Map<Place, Integer> most = new HashMap<>();

    synchronized Entry opened(Protocol protocol) {
        Entry entry = new Entry(protocol);
        entries.add(entry);
        return entry;
    }

    synchronized void entered(Entry entry, String mailbox) {
        entry.mailbox = mailbox.toLowerCase(Locale.ROOT);
        Place place = place(entry);
        List<Entry> others = inside.computeIfAbsent(place, key -> new ArrayList<>());
        others.add(entry);
        most.merge(place, others.size(), Math::max);
    }

    synchronized void left(Entry entry) {
        entry.open = false;
        List<Entry> others = inside.get(place(entry));
        if (others != null) {
            others.remove(entry);
        }
        notifyAll();
    }

    /** Whether so many connections of the mailbox were there before this one and still are. */
    synchronized boolean crowded(Entry entry, int limit) {
        long end = System.nanoTime() + GRACE_MILLIS * 1_000_000;
        long left = GRACE_MILLIS;
        try {
            while (before(entry) >= limit && left > 0) {
                wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return before(entry) >= limit;
    }

    private int before(Entry entry) {
        return inside.getOrDefault(place(entry), List.of()).indexOf(entry);
    }

    /** How many are logged in to the mailbox now. */
    public synchronized int open(Protocol protocol, String mailbox) {
        return inside.getOrDefault(new Place(protocol, mailbox), List.of()).size();
    }

    /** How many were logged in to the mailbox at once, at most. */
    public synchronized int most(Protocol protocol, String mailbox) {
        return most.getOrDefault(new Place(protocol, mailbox), 0);
    }

    /** All of them, oldest first. */
    public synchronized List<MailConnection> connections() {
        return entries.stream()
                .map(entry -> new MailConnection(entry.protocol, entry.mailbox, entry.flights.get(), entry.open))
                .toList();
    }

    private static Place place(Entry entry) {
        return new Place(entry.protocol, entry.mailbox);
    }
}

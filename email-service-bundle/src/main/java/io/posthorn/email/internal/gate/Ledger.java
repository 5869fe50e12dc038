package io.posthorn.email.internal.gate;

import io.posthorn.email.internal.Limits;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The rows of a mailbox while they are changed, at one moment. What no longer counts is gone from it. */
final class Ledger {

    /** A minute, and what two clocks may differ in one when they are being set right (500 ppm, twice). */
    static final long WINDOW = Duration.ofSeconds(60).plusMillis(100).toMillis();

    /** How long a node that says nothing is believed to live. */
    static final long LEASE = Duration.ofSeconds(30).toMillis();

    static final long BUCKET = Duration.ofMinutes(10).toMillis();
    static final long DAY = Duration.ofDays(1).toMillis();

    /** A wish is seen within a look of every node ({@link Lane#LOOK}), and then again. */
    private static final long WISH = Duration.ofSeconds(12).toMillis();

    final long now;
    private final Map<String, Long> messages;
    private final TreeMap<Long, Long> days;
    private final Map<String, Long> slots;
    private Rest rest;
    private long wantedUntil;
    private String wantedBy;

    Ledger(Rows rows, long now) {
        this.now = now;
        this.messages = new HashMap<>(rows.messages());
        this.days = new TreeMap<>(rows.days());
        this.slots = new HashMap<>(rows.slots());
        this.rest = rows.rest();
        this.wantedUntil = rows.wantedUntil();
        this.wantedBy = rows.wantedBy();
        messages.values().removeIf(until -> until <= now);
        days.headMap(now - DAY - BUCKET, true).clear();
        slots.values().removeIf(until -> until <= now);
    }

    Rows rows() {
        return new Rows(messages, days, slots, rest, wantedUntil, wantedBy);
    }

    /** Until when each message counts. One on its way counts for a minute at least, from when it is answered. */
    Collection<Long> messages() {
        return messages.values();
    }

    /** Recipients by bucket, the oldest first. */
    TreeMap<Long, Long> days() {
        return days;
    }

    int slots() {
        return slots.size();
    }

    Rest rest() {
        return rest;
    }

    private long bucket() {
        return now - Math.floorMod(now, BUCKET);
    }

    Permit enter(String id, int recipients, Limits limits) {
        Permit permit =
                new Permit(id, recipients, bucket(), limits.messagesPerMinute() > 0, limits.recipientsPerDay() > 0);
        keep(permit);
        if (permit.daily()) {
            add(permit.bucket(), recipients);
        }
        return permit;
    }

    /** It is still on its way. */
    void keep(Permit permit) {
        if (permit.minutely()) {
            renew(messages, permit.id(), WINDOW);
        }
    }

    /** The server has answered: it may have counted the message at any moment until now. */
    void finish(Permit permit) {
        if (permit.minutely()) {
            messages.put(permit.id(), now + WINDOW);
        }
        if (permit.daily() && permit.bucket() != bucket()) {
            add(permit.bucket(), -permit.recipients());
            add(bucket(), permit.recipients());
        }
    }

    /** It has never reached the server. */
    void drop(Permit permit) {
        messages.remove(permit.id());
        if (permit.daily()) {
            add(permit.bucket(), -permit.recipients());
        }
    }

    private void add(long bucket, long recipients) {
        days.merge(bucket, recipients, (before, more) -> Math.max(0, before + more));
    }

    void keepSlot(String id) {
        renew(slots, id, 0);
    }

    void closeSlot(String id) {
        slots.remove(id);
    }

    /** Not each time, since it costs an UPDATE. */
    private void renew(Map<String, Long> leases, String id, long beyond) {
        Long until = leases.get(id);
        if (until == null || until < now + LEASE / 2 + beyond) {
            leases.put(id, now + LEASE + beyond);
        }
    }

    void refused(Duration first, String cause, double chance) {
        rest = rest.refused(now, first, cause, chance);
    }

    void wake() {
        rest = Rest.NONE;
    }

    void accepted() {
        rest = rest.accepted();
    }

    /** Asks the other nodes for a connection that they do not use. */
    void want(String node) {
        if (wantedUntil < now + WISH / 2) {
            wantedUntil = now + WISH;
            wantedBy = node;
        }
    }

    void wantNoMore(String node) {
        if (wantedBy.equals(node)) {
            wantedUntil = 0;
            wantedBy = "";
        }
    }

    boolean isWantedByAnother(String node) {
        return wantedUntil > now && !wantedBy.equals(node);
    }
}

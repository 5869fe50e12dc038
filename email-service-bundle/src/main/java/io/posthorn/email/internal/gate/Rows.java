package io.posthorn.email.internal.gate;

import java.util.HashMap;
import java.util.Map;

/**
 * What the store says of a mailbox. Times are milliseconds since 1970.
 *
 * @param messages until when each counts
 * @param days recipients, by the time when their ten minutes began
 * @param slots until when each connection is believed to be open
 * @param rest of the mailbox
 * @param wantedUntil until when some node waits for a connection
 * @param wantedBy which node; empty for none
 */
record Rows(
        Map<String, Long> messages,
        Map<Long, Long> days,
        Map<String, Long> slots,
        Rest rest,
        long wantedUntil,
        String wantedBy) {

    static final Rows NONE = new Rows(Map.of(), Map.of(), Map.of(), Rest.NONE, 0, "");

    Rows {
        messages = Map.copyOf(messages);
        days = Map.copyOf(days);
        slots = Map.copyOf(slots);
    }

    /**
     * These, and what a node has counted meanwhile without the store.
     *
     * @param node begins the names of what is its own
     */
    Rows with(Rows before, Rows after, String node) {
        if (before.equals(after)) {
            return this;
        }
        return new Rows(
                changed(messages, before.messages, after.messages, node),
                added(days, before.days, after.days),
                changed(slots, before.slots, after.slots, node),
                after.rest.equals(before.rest) ? rest : rest.or(after.rest),
                wantedUntil,
                wantedBy);
    }

    private static Map<String, Long> changed(
            Map<String, Long> ours, Map<String, Long> before, Map<String, Long> after, String node) {
        Map<String, Long> all = new HashMap<>(ours);
        before.keySet().stream()
                .filter(id -> id.startsWith(node) && !after.containsKey(id))
                .forEach(all::remove);
        after.forEach((id, until) -> {
            if (id.startsWith(node) && !until.equals(before.get(id))) {
                all.put(id, until);
            }
        });
        return all;
    }

    private static Map<Long, Long> added(Map<Long, Long> ours, Map<Long, Long> before, Map<Long, Long> after) {
        Map<Long, Long> all = new HashMap<>(ours);
        after.forEach((bucket, count) -> {
            long more = count - before.getOrDefault(bucket, 0L);
            if (more != 0) {
                all.merge(bucket, more, Long::sum);
            }
        });
        return all;
    }
}

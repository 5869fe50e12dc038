package io.posthorn.inventory.internal;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Facts by name, in their order: text, numbers, truths, moments, other facts, and lists of them. */
final class Facts {

    private final Map<String, @Nullable Object> all = new LinkedHashMap<>();

    /** @param text may come from a server or a token: what would break a line or steer a terminal becomes a blank */
    Facts put(String name, String text) {
        all.put(name, text.replaceAll("\\p{Cc}", " "));
        return this;
    }

    /** Nothing, if there is nothing to say. */
    Facts putIfAny(String name, String text) {
        return text.isBlank() ? this : put(name, text);
    }

    Facts put(String name, long number) {
        all.put(name, number);
        return this;
    }

    Facts put(String name, boolean truth) {
        all.put(name, truth);
        return this;
    }

    /** @param moment empty becomes null */
    Facts put(String name, Optional<Instant> moment) {
        all.put(
                name,
                moment.map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString()).orElse(null));
        return this;
    }

    Facts put(String name, Facts facts) {
        all.put(name, facts.all());
        return this;
    }

    Facts put(String name, List<Facts> list) {
        all.put(name, list.stream().map(Facts::all).toList());
        return this;
    }

    /** Those of another behind these. */
    Facts putAll(Facts other) {
        all.putAll(other.all);
        return this;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Strings, numbers, truths, maps, lists, and null for a moment that has not been. */
    Map<String, @Nullable Object> all() {
        return Collections.unmodifiableMap(all);
    }
}

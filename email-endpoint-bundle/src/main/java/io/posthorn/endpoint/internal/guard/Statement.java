package io.posthorn.endpoint.internal.guard;

import io.posthorn.endpoint.internal.guard.AuthenticationResults.Pair;

import java.util.List;

/** What stands between two semicolons of an {@code Authentication-Results} field. */
record Statement(List<String> words, List<Pair> pairs) {

    /** A sound one has either words (the server, its version, {@code none}) or results. */
    boolean isMixed() {
        return !words.isEmpty() && !pairs.isEmpty();
    }

    boolean isEmpty() {
        return words.isEmpty() && pairs.isEmpty();
    }
}

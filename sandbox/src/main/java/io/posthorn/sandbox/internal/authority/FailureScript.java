package io.posthorn.sandbox.internal.authority;

import io.posthorn.sandbox.AuthorityFailure;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Optional;
import java.util.Queue;

/** What is to go wrong: first the failures of the next requests, one each, then one for all, if there is one. */
final class FailureScript {
    private final Queue<AuthorityFailure> next = new ArrayDeque<>();
    private @Nullable AuthorityFailure always;

    synchronized void add(Collection<AuthorityFailure> failures) {
        next.addAll(failures);
    }

    synchronized void always(AuthorityFailure failure) {
        always = failure;
    }

    synchronized void clear() {
        next.clear();
        always = null;
    }

    synchronized Optional<AuthorityFailure> take() {
        AuthorityFailure first = next.poll();
        return Optional.ofNullable(first != null ? first : always);
    }
}

package io.posthorn.sandbox.internal.authority;

import io.posthorn.sandbox.AuthorityFailure;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Collection;
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

    /** The failure of this request, or null for none. */
    synchronized @Nullable AuthorityFailure take() {
        AuthorityFailure first = next.poll();
        return first != null ? first : always;
    }
}

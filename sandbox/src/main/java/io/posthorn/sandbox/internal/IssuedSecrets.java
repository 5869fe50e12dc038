package io.posthorn.sandbox.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Every secret that a sandbox has handed out, so that logs can be searched for them. */
public final class IssuedSecrets {
    private final List<String> secrets = new ArrayList<>();
    private final List<Consumer<String>> watchers = new ArrayList<>();

    /** Records a secret and returns it. */
    public synchronized String issued(String secret) {
        secrets.add(secret);
        watchers.forEach(watcher -> watcher.accept(secret));
        return secret;
    }

    /** All of them, oldest first. */
    public synchronized List<String> all() {
        return List.copyOf(secrets);
    }

    /** Tells of every secret issued so far, and of each further one before it leaves. */
    public synchronized void watch(Consumer<String> watcher) {
        secrets.forEach(watcher);
        watchers.add(watcher);
    }
}

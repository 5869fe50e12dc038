package io.posthorn.store.internal;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The keys that are here.
 *
 * @param current seals
 * @param former only open
 */
record Keyring(EncryptionKey current, List<EncryptionKey> former) {

    Keyring {
        former = List.copyOf(former);
    }

    /** The key of this id, or null. */
    @Nullable
    EncryptionKey find(String id) {
        if (current.id().equals(id)) {
            return current;
        }
        return former.stream().filter(key -> key.id().equals(id)).findFirst().orElse(null);
    }
}

package io.posthorn.store.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A generated key after keys from the page <i>Store</i>, which still open what they have sealed.
 *
 * @param file has the current key
 * @param configured former ones
 */
record FileAndFormerKeys(KeyFile file, List<EncryptionKey> configured) implements Keys {

    @Override
    public Keyring ring(Set<String> used) {
        List<String> other = used.stream()
                .filter(id -> configured.stream().noneMatch(key -> key.id().equals(id)))
                .toList();
        return withConfigured(file.ring(Set.copyOf(other)));
    }

    @Override
    public Keyring renewed(Keyring now) {
        return withConfigured(file.renewed(now));
    }

    @Override
    public Keyring settled(Keyring now) {
        return withConfigured(file.settled(now));
    }

    @Override
    public String whereToPut() {
        return file.whereToPut();
    }

    private Keyring withConfigured(Keyring ring) {
        List<EncryptionKey> former = new ArrayList<>(ring.former());
        former.addAll(configured);
        return new Keyring(ring.current(), former);
    }
}

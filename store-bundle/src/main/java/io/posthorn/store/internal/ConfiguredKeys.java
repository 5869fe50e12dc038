package io.posthorn.store.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Keys from the page <i>Store</i>. A key that was generated before is found in its file, to open what it has sealed.
 *
 * @param ring what the page says
 * @param file where a generated key would be
 */
record ConfiguredKeys(Keyring ring, KeyFile file) implements Keys {

    static final String ON_THE_PAGE =
            "give the key in the field Previous Encryption Keys of the page Store (io.posthorn.store).";

    @Override
    public Keyring ring(Set<String> used) {
        if (used.stream().allMatch(id -> ring.find(id) != null)) {
            return ring;
        }
        List<EncryptionKey> former = new ArrayList<>(ring.former());
        former.addAll(file.present());
        return new Keyring(ring.current(), former);
    }

    @Override
    public Keyring renewed(Keyring now) {
        return now;
    }

    @Override
    public Keyring settled(Keyring now) {
        return now;
    }

    @Override
    public String whereToPut() {
        return "Put it back into the field Encryption Key, or " + ON_THE_PAGE;
    }
}

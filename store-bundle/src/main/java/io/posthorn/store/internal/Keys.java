package io.posthorn.store.internal;

import java.util.Set;

/** Where the keys come from. */
interface Keys {

    /**
     * The keys.
     *
     * @param used the ids that values of the database bear; if it is empty, a key may be made
     * @throws io.posthorn.store.StoreException if there is none, or it cannot be used
     */
    Keyring ring(Set<String> used);

    /** The keys to seal everything anew with: a new one is the current, if it is made here. */
    Keyring renewed(Keyring ring);

    /** Forgets the former keys, if they are kept here: nothing is sealed with them any more. */
    Keyring settled(Keyring ring);

    /** A sentence on where a missing key is to be put back. */
    String whereToPut();
}

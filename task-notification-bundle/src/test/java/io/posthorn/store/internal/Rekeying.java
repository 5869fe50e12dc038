package io.posthorn.store.internal;

/** Does what {@code mail:rekey} does, where there is no OSGi. */
public final class Rekeying {

    private Rekeying() {}

    /** @return how many values were sealed anew */
    public static int rekey(OpenStore store) {
        return ((JdbcStore) store).rekey();
    }
}

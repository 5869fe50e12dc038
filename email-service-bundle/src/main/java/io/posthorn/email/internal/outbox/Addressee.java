package io.posthorn.email.internal.outbox;

import io.posthorn.email.Address;

/**
 * A recipient of a mail in the outbox.
 *
 * @param address where it goes
 * @param fate what became of it
 * @param reply what the server said of it; empty if nothing
 */
record Addressee(Address address, Fate fate, String reply) {

    /** What became of a mail for one recipient. */
    enum Fate {
        /** It is to be sent. */
        WANTED,
        /** The server has accepted it: it is never sent to this one again. */
        SERVED,
        /** The server has refused it for good. */
        REFUSED
    }

    Addressee {
        reply = reply.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    static Addressee of(Address address) {
        return new Addressee(address, Fate.WANTED, "");
    }

    boolean is(Fate other) {
        return fate == other;
    }

    Addressee now(Fate changed, String said) {
        return new Addressee(address, changed, said);
    }
}

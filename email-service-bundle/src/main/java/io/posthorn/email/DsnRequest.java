package io.posthorn.email;

import java.util.Objects;
import java.util.Set;

/**
 * Which delivery status notifications the sender wants (RFC 3461, sections 4.1 and 4.3).
 *
 * @param occasions when a notification is wanted (the parameter NOTIFY); empty for never
 * @param ret what a notification of failure brings back
 */
public record DsnRequest(Set<Notify> occasions, Ret ret) {

    /** An occasion for a notification: the parameter NOTIFY. */
    public enum Notify {
        /** The mail was delivered. */
        SUCCESS,
        /** It cannot be delivered. */
        FAILURE,
        /** It is late. */
        DELAY
    }

    /** The parameter RET. */
    public enum Ret {
        /** The whole mail. */
        FULL,
        /** Its headers only. */
        HDRS
    }

    public DsnRequest {
        occasions = Set.copyOf(occasions);
        Objects.requireNonNull(ret, "ret");
    }

    /**
     * A request that brings headers back.
     *
     * @param occasions none for never
     * @return the request
     */
    public static DsnRequest on(Notify... occasions) {
        return new DsnRequest(Set.of(occasions), Ret.HDRS);
    }
}

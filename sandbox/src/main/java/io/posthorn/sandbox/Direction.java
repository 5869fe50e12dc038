package io.posthorn.sandbox;

/** Which way octets go through a {@link FaultProxy}. */
public enum Direction {
    /** From the client. */
    TO_SERVER,
    /** From the server. */
    TO_CLIENT
}

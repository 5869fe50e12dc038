package io.posthorn.email.internal.gate;

/** Why somebody waits at the gate. */
enum Obstacle {
    REST,
    MINUTE,
    DAY,
    CONNECTIONS
}

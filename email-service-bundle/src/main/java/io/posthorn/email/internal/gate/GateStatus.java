package io.posthorn.email.internal.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a mailbox stands, on all nodes that share the store. Where a limit is switched off, nothing is counted for it.
 *
 * @param mailbox its address in lower case, or {@code host:port}
 * @param messages that count in its minute, those on their way included
 * @param recipients that count in its day
 * @param connections that are open
 * @param restsUntil empty if it does not rest
 * @param cause why it rests; empty if it does not
 * @param waiting callers of this node
 * @param expectedWait of one more message to one recipient, at least; callers of other nodes are not known
 */
public record GateStatus(
        String mailbox,
        int messages,
        long recipients,
        int connections,
        Optional<Instant> restsUntil,
        String cause,
        int waiting,
        Duration expectedWait) {}

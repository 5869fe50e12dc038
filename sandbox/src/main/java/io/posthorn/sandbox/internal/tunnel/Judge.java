package io.posthorn.sandbox.internal.tunnel;

import java.util.Set;

/**
 * What a proxy makes of a request.
 *
 * @param credentials the base64 that a client must send; empty if none is wanted
 * @param refusal the status for every request; 0 for none
 */
public record Judge(String credentials, int refusal) {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1");

    int status(RequestHead head) {
        if (refusal != 0) {
            return refusal;
        }
        if (!credentials.isEmpty() && !head.authorization().equals("Basic " + credentials)) {
            return 407;
        }
        if (!head.method().equals("CONNECT")) {
            return 405;
        }
        // By its name: nothing is looked up, so that nothing but this machine is ever asked.
        return THIS_MACHINE.contains(head.host()) && head.port() > 0 ? 200 : 403;
    }

    @Override
    public String toString() {
        return "Judge[refusal=" + refusal + "]";
    }
}

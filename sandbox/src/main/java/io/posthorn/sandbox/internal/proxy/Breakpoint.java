package io.posthorn.sandbox.internal.proxy;

import io.posthorn.sandbox.After;
import io.posthorn.sandbox.Direction;

import java.nio.charset.StandardCharsets;

/** Watches what passes in one direction for the moment at which the connection breaks. */
final class Breakpoint {
    /** No octet of a chunk is the last one. */
    static final int NOT_HERE = -1;

    private final After after;
    private final StringBuilder line = new StringBuilder();
    private long lines;
    private long octets;

    Breakpoint(After after) {
        this.after = after;
    }

    Direction direction() {
        return after.direction();
    }

    boolean atOpening() {
        return after.lines() == 0 && after.octets() == 0;
    }

    /** How many octets of the chunk pass before the break; {@link #NOT_HERE} if all do and it goes on. */
    int in(byte[] chunk) {
        if (after.lines() == 0) {
            long left = after.octets() - octets;
            octets += chunk.length;
            return left <= chunk.length ? (int) left : NOT_HERE;
        }
        String text = new String(chunk, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n' && endsLine()) {
                return i + 1;
            } else if (text.charAt(i) != '\n' && line.length() <= after.prefix().length()) {
                line.append(text.charAt(i));
            }
        }
        return NOT_HERE;
    }

    private boolean endsLine() {
        boolean matches = line.toString().startsWith(after.prefix());
        line.setLength(0);
        lines += matches ? 1 : 0;
        return lines == after.lines();
    }
}

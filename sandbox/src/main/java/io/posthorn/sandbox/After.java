package io.posthorn.sandbox;

/**
 * The moment at which a {@link FaultProxy} breaks a connection. What comes up to that moment is passed on, the line that
 * was waited for included; what comes after it is not.
 *
 * @param prefix the line that is waited for starts so; empty for any line
 * @param lines so many such lines pass; 0 to count octets instead
 * @param octets so many octets pass, under TLS those inside it, unless the proxy leaves TLS alone
 */
public record After(Direction direction, String prefix, long lines, long octets) {
    /** Before anything passes: the connection is accepted, and no TLS begins. */
    public static After opening() {
        return new After(Direction.TO_CLIENT, "", 0, 0);
    }

    /** After the first line that starts so. */
    public static After line(Direction direction, String prefix) {
        return new After(direction, prefix, 1, 0);
    }

    /** After so many lines, whatever they are. */
    public static After lines(Direction direction, long count) {
        return new After(direction, "", count, 0);
    }

    /** After so many octets. */
    public static After octets(Direction direction, long count) {
        return new After(direction, "", 0, count);
    }
}

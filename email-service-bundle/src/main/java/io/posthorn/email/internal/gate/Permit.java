package io.posthorn.email.internal.gate;

/**
 * What a message was let through with.
 *
 * @param id of its row
 * @param recipients of the message
 * @param bucket where its recipients count
 * @param minutely whether it counts in its minute
 * @param daily whether its recipients count in their day
 */
record Permit(String id, int recipients, long bucket, boolean minutely, boolean daily) {

    /** Of a message that nothing limits. */
    static Permit uncounted(int recipients) {
        return new Permit("", recipients, 0, false, false);
    }

    boolean isCounted() {
        return minutely || daily;
    }
}

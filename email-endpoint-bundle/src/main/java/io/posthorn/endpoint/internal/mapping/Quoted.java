package io.posthorn.endpoint.internal.mapping;

/** Words of others, as a sentence may quote them. */
final class Quoted {

    private static final int LONGEST = 120; // characters

    private Quoted() {}

    /** On one line, readable, and not endless. */
    static String of(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        return cut.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
    }
}

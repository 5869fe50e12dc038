package io.posthorn.task.internal.template;

/** The template of a body. */
interface Body {

    /**
     * A body for one mail.
     *
     * @param text without the tracking tag
     * @param html with it; empty if there is none
     */
    record Filled(String text, String html) {}

    Filled filledIn(Filling filling, String tag);
}

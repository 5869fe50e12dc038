package io.posthorn.task.internal.template;

/** A body of the format Text. */
final class TextBody implements Body {

    private final Phrase phrase;

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException in sentences
     */
    TextBody(String template, NotificationType type) {
        phrase = Phrase.of(template, type);
    }

    @Override
    public Filled filledIn(Filling filling, String tag) {
        return new Filled(phrase.filledIn(filling::value).strip(), "");
    }
}

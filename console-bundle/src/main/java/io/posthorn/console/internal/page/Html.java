package io.posthorn.console.internal.page;

import org.owasp.encoder.Encode;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Markup in which every value is encoded: texts of mails, servers, tokens and pages stay texts.
 *
 * @param markup HTML
 */
record Html(String markup) {

    static final Html NONE = new Html("");

    /**
     * Fills a template.
     *
     * @param template HTML with {@code %s} in text, or in an attribute between double quotes
     * @param values what goes there; encoded unless it is an {@link Html}
     */
    static Html of(String template, Object... values) {
        Object[] encoded = Arrays.stream(values).map(Html::encoded).toArray();
        return new Html(String.format(template, encoded));
    }

    private static String encoded(Object value) {
        return value instanceof Html html ? html.markup : Encode.forHtml(String.valueOf(value));
    }

    static Html all(Collection<Html> parts) {
        return new Html(parts.stream().map(Html::markup).collect(Collectors.joining()));
    }

    static Html all(Html... parts) {
        return all(Arrays.asList(parts));
    }

    /** This, or nothing. */
    Html when(boolean wanted) {
        return wanted ? this : NONE;
    }
}

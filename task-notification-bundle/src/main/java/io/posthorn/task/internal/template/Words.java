package io.posthorn.task.internal.template;

import java.util.Objects;

/**
 * What one mail says.
 *
 * @param subject one line
 * @param text never empty; the alternative, where there is HTML
 * @param html empty for the format Text
 * @param charset the name that Java knows it by
 */
public record Words(String subject, String text, String html, String charset) {

    public Words {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(html, "html");
        Objects.requireNonNull(charset, "charset");
    }
}

package io.posthorn.task.internal.template;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * All that one type says.
 *
 * @param title takes the place of a subject that is left with nothing
 */
record Template(String title, SubjectLine subject, Body body, Charset charset) {

    Words words(Filling filling, String tag) {
        String line = subject.filledIn(filling);
        String subjectLine = line.isEmpty() ? title : line;
        Body.Filled filled = body.filledIn(filling, tag);
        String reference = tag.isEmpty() ? "" : "\n\nReference: " + tag;
        String text = (filled.text().isEmpty() ? subjectLine : filled.text()) + reference + "\n";
        return new Words(subjectLine, text, filled.html(), fitting(subjectLine + text + filled.html()));
    }

    /** A mail is rather in another charset than with question marks, or not sent at all. */
    private String fitting(String all) {
        return charset.newEncoder().canEncode(all) ? charset.name() : StandardCharsets.UTF_8.name();
    }
}

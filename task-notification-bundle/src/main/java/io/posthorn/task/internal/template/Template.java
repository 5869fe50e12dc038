package io.posthorn.task.internal.template;

import java.nio.charset.Charset;

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
        String text = filled.text().isEmpty() ? subjectLine : filled.text();
        String reference = tag.isEmpty() ? "" : "\n\nReference: " + tag;
        return new Words(subjectLine, text + reference + "\n", filled.html(), charset.name());
    }
}

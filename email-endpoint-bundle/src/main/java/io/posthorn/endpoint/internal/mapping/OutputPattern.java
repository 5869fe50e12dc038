package io.posthorn.endpoint.internal.mapping;

import io.posthorn.email.Document;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How the documents of an output are named.
 *
 * @param line of the page
 * @param text for example {@code Result/%F.pdf}
 */
record OutputPattern(String line, String text) {

    private static final String NO_SOURCE = "mail";

    /** @throws IllegalArgumentException with a sentence that quotes the line */
    void check() {
        for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 2)) {
            char letter = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
            if ("FE%".indexOf(letter) < 0) {
                throw new IllegalArgumentException("The line '" + Quoted.of(line) + "' has '"
                        + Quoted.of(text.substring(i, Math.min(i + 2, text.length())))
                        + "', which stands for nothing. There are %F (the attachment's name without its extension) and %E"
                        + " (its extension).");
            }
        }
    }

    /**
     * The names, which may not be safe yet.
     *
     * @param several whether the mail has other sources: then a name in which nothing is of this one gets its name, too
     */
    List<String> names(int count, Optional<Document> source, boolean several) {
        boolean fixed = several && source.isPresent() && !text.contains("%F");
        String name = filled(fixed ? withSource() : text, source);
        if (name.endsWith("/") || name.endsWith("\\")) {
            return numbered(count, name + "file", "");
        }
        if (count == 1) {
            return List.of(name);
        }
        String base = SafeName.base(name);
        return numbered(count, base.isBlank() ? "result" : base, SafeName.dotted(name));
    }

    private static List<String> numbered(int count, String start, String end) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> start + i + end).toList();
    }

    private String withSource() {
        int slash = Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\'));
        if (slash == text.length() - 1) {
            return text + "%F/";
        }
        int dot = text.lastIndexOf('.');
        int end = dot > slash + 1 ? dot : text.length();
        return text.substring(0, end) + "-%F" + text.substring(end);
    }

    private static String filled(String pattern, Optional<Document> source) {
        String name = source.map(document -> SafeName.of(document.name())).orElse(NO_SOURCE);
        StringBuilder filled = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            String two = pattern.substring(i, Math.min(i + 2, pattern.length()));
            switch (two) {
                case "%F" -> filled.append(SafeName.base(name));
                case "%E" -> filled.append(SafeName.extension(name));
                case "%%" -> filled.append(two);
                default -> filled.append(pattern.charAt(i));
            }
            i += two.equals("%F") || two.equals("%E") || two.equals("%%") ? 1 : 0;
        }
        return filled.toString();
    }
}

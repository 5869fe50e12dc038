package io.posthorn.task.internal.template;

/** Gathers text into lines: never two blanks, nor two empty lines, in a row. */
final class Lines {

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private boolean isSeparate;

    /** Adds to the current line. */
    void add(String more, boolean asIs) {
        if (asIs) {
            more.lines().forEach(each -> {
                line.append(each);
                end();
            });
            return;
        }
        for (int i = 0; i < more.length(); i++) {
            char c = more.charAt(i);
            if (" \t\n\r\f\u00a0".indexOf(c) < 0) {
                line.append(c);
            } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
        }
    }

    /** Ends the current line, if anything stands on it. */
    void beginBlock() {
        if (!line.toString().isBlank()) {
            end();
        }
        line.setLength(0);
    }

    /** Ends the current line; an empty one too. */
    void end() {
        if (isSeparate && !text.isEmpty()) {
            text.append('\n');
        }
        isSeparate = false;
        text.append(line.toString().stripTrailing()).append('\n');
        line.setLength(0);
    }

    /** The next line comes after an empty one. */
    void separate() {
        beginBlock();
        isSeparate = true;
    }

    /** All of them. */
    String whole() {
        beginBlock();
        return text.toString().strip().replaceAll("\n{3,}", "\n\n");
    }
}

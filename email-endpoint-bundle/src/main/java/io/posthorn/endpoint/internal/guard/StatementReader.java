package io.posthorn.endpoint.internal.guard;

import io.posthorn.endpoint.internal.guard.AuthenticationResults.Pair;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads an {@code Authentication-Results} field, each character once. */
final class StatementReader {

    private final String field;
    private int at;
    private boolean broken;

    StatementReader(String field) {
        this.field = field;
    }

    /** Empty if a comment or a quoted text does not end: nobody knows then which words are whose. */
    List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        while (at < field.length() && !broken) {
            Statement statement = statement();
            if (!statement.isEmpty()) { // Exchange ends with a semicolon
                statements.add(statement);
            }
            at++; // the semicolon
        }
        return broken ? List.of() : statements;
    }

    private Statement statement() {
        List<String> words = new ArrayList<>();
        List<Pair> pairs = new ArrayList<>();
        skip();
        while (at < field.length() && field.charAt(at) != ';' && !broken) {
            String word = word("=");
            skip();
            if (at < field.length() && field.charAt(at) == '=') {
                at++;
                skip();
                pairs.add(new Pair(word.toLowerCase(Locale.ROOT), word("")));
            } else {
                words.add(word);
            }
            skip();
        }
        return new Statement(List.copyOf(words), List.copyOf(pairs));
    }

    /** Up to a blank, a semicolon, a comment, or one of the ends. */
    private String word(String ends) {
        StringBuilder word = new StringBuilder();
        while (at < field.length()) {
            char c = field.charAt(at);
            if (isBlank(c) || c == ';' || c == '(' || ends.indexOf(c) >= 0) {
                break;
            }
            at++;
            if (c == '"') {
                quoted(word);
            } else {
                word.append(c);
            }
        }
        return word.toString();
    }

    private void quoted(StringBuilder word) {
        while (at < field.length()) {
            char c = field.charAt(at++);
            if (c == '"') {
                return;
            }
            if (c == '\\' && at < field.length()) {
                c = field.charAt(at++);
            }
            word.append(c);
        }
        broken = true;
    }

    /** Blanks and comments, which may be nested (RFC 5322, section 3.2.2). */
    private void skip() {
        int depth = 0;
        while (at < field.length()) {
            char c = field.charAt(at);
            if (depth == 0 && c != '(' && !isBlank(c)) {
                return;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            at += c == '\\' ? 2 : 1;
        }
        broken |= depth > 0;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}

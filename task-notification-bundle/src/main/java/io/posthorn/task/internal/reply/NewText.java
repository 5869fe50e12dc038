package io.posthorn.task.internal.reply;

import io.posthorn.email.ReceivedEmail;

import java.util.ArrayList;
import java.util.List;

/**
 * What somebody has written above, below or between what he quotes.
 *
 * @param lines none at the beginning or the end is blank
 */
record NewText(List<String> lines) {

    /** Characters of a body that are looked at; nobody writes more to answer a task. */
    static final int LONGEST = 500_000;

    private static final int FAR = 4;

    NewText {
        int first = 0;
        int end = lines.size();
        while (first < end && lines.get(first).isBlank()) {
            first++;
        }
        while (end > first && lines.get(end - 1).isBlank()) {
            end--;
        }
        lines = List.copyOf(lines.subList(first, end));
    }

    /** Of its plain text; of a mail without one, of its HTML. */
    static NewText of(ReceivedEmail email) {
        return of(email.text().isBlank() ? HtmlText.of(cut(email.html())) : cut(email.text()));
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST));
    }

    static NewText of(String text) {
        List<String> lines =
                cut(text).replace("\u200b", "").replace("\ufeff", "").lines().toList();
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < lines.size() && !endsAt(lines, i); i++) {
            int introduction = Introduction.lines(lines, i);
            if (introduction > 0 && !quoteFollows(lines, i + introduction)) {
                break; // What a program quotes without marking it is all that follows.
            }
            if (introduction > 0) {
                i += introduction - 1;
            } else if (!isNoise(lines, i)) {
                kept.add(lines.get(i).stripTrailing());
            }
        }
        return new NewText(kept);
    }

    private static boolean isNoise(List<String> lines, int i) {
        String line = lines.get(i);
        return Quotes.isQuoted(line)
                || Quotes.isPhone(line)
                || Introduction.isPossible(line) && quoteFollows(lines, i + 1);
    }

    private static boolean endsAt(List<String> lines, int i) {
        return Quotes.isDivider(lines.get(i)) || Quotes.isSignature(lines.get(i)) || HeaderBlock.beginsAt(lines, i);
    }

    /** At once, or behind a blank line or two. */
    private static boolean quoteFollows(List<String> lines, int from) {
        return lines.subList(from, Math.min(lines.size(), from + FAR)).stream()
                .filter(line -> !line.isBlank())
                .findFirst()
                .filter(Quotes::isQuoted)
                .isPresent();
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Empty if there is none. */
    String firstLine() {
        return lines.isEmpty() ? "" : lines.get(0).strip();
    }

    /** Behind the first line. */
    NewText rest() {
        return new NewText(lines.subList(Math.min(1, lines.size()), lines.size()));
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}

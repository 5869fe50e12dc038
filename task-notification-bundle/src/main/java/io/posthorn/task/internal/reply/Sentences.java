package io.posthorn.task.internal.reply;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a sender is told. */
final class Sentences {

    private static final int LONGEST = 60;

    private Sentences() {}

    static String noSuchRoute(IssuedNotice notice, NewText text) {
        List<String> routes = notice.routes();
        String task = word(notice.taskId());
        if (routes.isEmpty()) {
            return "Task " + task + " cannot be completed by a reply. Open it instead.";
        }
        return (text.isEmpty()
                        ? "The reply to task " + task + " says nothing besides what it quotes."
                        : "Task " + task + " has no route '" + word(text.firstLine()) + "'.")
                + answerWith(routes);
    }

    /** The task has changed since the notification. */
    static String routeIsGone(IssuedNotice notice, String route) {
        List<String> others =
                notice.routes().stream().filter(name -> !name.equals(route)).toList();
        return "Task " + word(notice.taskId()) + " has no route '" + word(route) + "' any more."
                + (others.isEmpty() ? " Open it instead." : " Open it, or answer with one of the other routes.");
    }

    private static String answerWith(List<String> routes) {
        return IntStream.range(0, routes.size())
                .mapToObj(i -> i + 1 + " " + word(routes.get(i)))
                .collect(Collectors.joining(", ", " Begin your answer with one of: ", "."));
    }

    /** On one line, and not too long: it may be anything that somebody has written. */
    static String word(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Z}\\p{Cf}]+", " ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "...";
    }
}

package io.posthorn.task.internal.reply;

import io.posthorn.email.Address;
import io.posthorn.task.ReplyResult;
import io.posthorn.task.ReplyResult.Kind;

import java.util.ArrayList;
import java.util.List;

/** What is sealed, as lines of text. None of its values has a line break. */
final class FactsText {

    private FactsText() {}

    /**
     * What of a notice is sealed.
     *
     * @param address where its mail went
     * @param routes the ways in which it can be answered
     */
    record Facts(Address address, List<String> routes) {}

    static String of(Notice notice) {
        List<String> lines = new ArrayList<>();
        lines.add(notice.address().address());
        lines.add(notice.address().name());
        lines.addAll(notice.routes());
        return String.join("\n", lines);
    }

    static Facts facts(String text) {
        List<String> lines = List.of(text.split("\n", -1));
        return new Facts(new Address(lines.get(1), lines.get(0)), lines.subList(2, lines.size()));
    }

    static String of(ReplyResult result) {
        return String.join("\n", result.kind().name(), result.route(), result.sentence());
    }

    static ReplyResult result(String taskId, String text) {
        String[] lines = text.split("\n", 3);
        return new ReplyResult(Kind.valueOf(lines[0]), taskId, lines[1], lines[2]);
    }
}

package io.posthorn.task.internal.reply;

import java.util.List;
import java.util.SplittableRandom;

/** Changes texts at random, as bad programs and bad people do. */
final class Mutations {

    private static final int LARGEST = 200_000;

    /** What parsers look for. */
    private static final List<String> WORDS = List.of(
            "\n",
            "\r",
            "\r\n\r\n",
            ">",
            "> ",
            "<",
            "</",
            "<blockquote>",
            "</blockquote>",
            "<div id=\"divRplyFwdMsg\">",
            "<div class=gmail_quote>",
            "<!--",
            "]]>",
            "<table>",
            "<pre>",
            "<p style=\"",
            "&#x0;",
            "&nbsp;",
            "--",
            "-- \n",
            "_".repeat(32),
            "-----x-----",
            "On ",
            " wrote:",
            "\nwrote:\n",
            "schrieb ",
            "From:",
            "\nSent:",
            "\nTo:",
            "Approve",
            "Reject",
            "1",
            "2.",
            "ph1",
            "\u0000",
            "\u00a0",
            "\u202e",
            "\ud83d",
            "\udc4d",
            "\uff12",
            "年",
            "@@",
            "%s",
            "(",
            "((((",
            "\\",
            "$1",
            "\ufeff");

    private final SplittableRandom random;

    Mutations(SplittableRandom random) {
        this.random = random;
    }

    /** Several changes. */
    String of(String text) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = random.nextInt(1, 8); i > 0; i--) {
            once(changed);
        }
        changed.setLength(Math.min(changed.length(), LARGEST));
        return changed.toString();
    }

    private void once(StringBuilder text) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(1 + random.nextInt(200)));
        switch (random.nextInt(6)) {
            case 0 -> text.delete(at, end);
            case 1 -> text.insert(at, text.substring(at, end));
            case 2 -> text.insert(at, word().repeat(random.nextInt(1, 4)));
            case 3 -> text.insert(at, word().repeat(random.nextInt(1, 3000)));
            case 4 -> text.setLength(at);
            default -> text.insert(at, (char) random.nextInt(0x10000));
        }
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    /** Another text that differs by more than case, of the letters that a tag may have. */
    String ofTag(String tag) {
        int at = random.nextInt(tag.length());
        char other = tag.charAt(at);
        while (other == tag.charAt(at)) {
            other = "abcdefghijklmnopqrstuvwxyz234567".charAt(random.nextInt(32));
        }
        String changed = tag.substring(0, at) + other + tag.substring(at + 1);
        return switch (random.nextInt(6)) {
            case 0 -> changed.substring(at);
            case 1 -> changed + other;
            case 2 -> tag.substring(0, at) + tag.substring(at + 1);
            default -> changed;
        };
    }
}

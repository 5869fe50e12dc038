package io.posthorn.advice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the table as a page for people. */
final class ErrorGuide {

    private static final String HEAD = """
            # Errors: what they mean and what to do

            <!-- Made of advice/src/main/resources/io/posthorn/advice/advice.tsv by ErrorGuideTest. Change the table, not this page. -->

            Every error says what is wrong, where, and what to do; this page holds all of that advice. Which one fits here and now,
            with the names filled in, says [`mail:doctor`](guides/doctor.md). Words in *italics* are names of fields, or what stands in
            them.

            | Kind | What must happen |
            |---|---|
            | TEMPORARY | nothing: a later try may work |
            | SIGN_IN_NEEDED | somebody must sign in again |
            | APP_CONFIGURATION, APPLICATION | a page or the app registration must be put right |
            | MAILBOX | the mailbox must be put right: emptied, switched on, or opened to the one who logs in |
            | POLICY, TENANT | an administrator of the tenant must allow it |
            | MESSAGE | this mail cannot be sent as it is |
            | RECIPIENT | a recipient was refused for good |

            A time behind a kind is how long Posthorn waits before it tries again by itself, where it does.
            """;

    private static final Map<String, String> TITLES = new LinkedHashMap<>();

    static {
        TITLES.put("ENTRA", "No access token: what Microsoft Entra ID says");
        TITLES.put("TOKEN_LOGIN", "A mail server refuses a token");
        TITLES.put("PASSWORD_LOGIN", "A mail server refuses a password");
        TITLES.put("RECIPIENT", "A mail server refuses a recipient");
        TITLES.put("MAIL", "A mail server refuses a mail, or to open a mailbox");
        TITLES.put("ANY", "A mail server says, at any time");
        TITLES.put("NETWORK", "A server is not reached, or not trusted");
        TITLES.put("PROXY", "The company's proxy is in the way");
        TITLES.put("DOCTOR", "What mail:doctor finds out besides");
    }

    private ErrorGuide() {}

    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        TITLES.forEach((source, title) -> {
            page.append("\n## ").append(title).append("\n\n");
            page.append("| Code or words | Kind | What it means and what to do |\n|---|---|---|\n");
            rows(source)
                    .forEach((advice, keys) -> page.append("| ")
                            .append(keys.stream().map(ErrorGuide::key).collect(Collectors.joining(", ")))
                            .append(" | ")
                            .append(advice.kind())
                            .append(advice.pause().map(ErrorGuide::time).orElse(""))
                            .append(" | ")
                            .append(cell(advice))
                            .append(" |\n"));
        });
        return page.toString();
    }

    private static String time(Duration wait) {
        return ", " + wait.toString().substring(2).toLowerCase(Locale.ROOT).replaceAll("([smh])$", " $1");
    }

    /** Codes with the same advice stand together. */
    private static Map<Advice, List<String>> rows(String source) {
        Map<Advice, List<String>> rows = new LinkedHashMap<>();
        for (Advice row : AdviceTable.rows(source)) {
            Advice what = new Advice(
                    source,
                    "",
                    row.kind(),
                    row.freshToken(),
                    row.pause(),
                    row.wholeMailbox(),
                    row.text(),
                    row.commands());
            rows.computeIfAbsent(what, advice -> new ArrayList<>()).add(row.key());
        }
        return rows;
    }

    /** Patterns as people write them: each alternative by itself, without the signs that only a machine needs. */
    static String key(String key) {
        if (key.isEmpty()) {
            return "(anything else)";
        }
        String words = key.replaceAll("\\^?\\\\d\\{3}\\[ -]", "")
                .replaceAll("\\\\b|\\^", "")
                .replace(".*", " … ")
                .replace("\\d\\d", "xx")
                .replace("\\d+", "x")
                .replaceAll("\\\\([.\\[\\]])", "$1");
        return "`" + alternatives(words) + "`";
    }

    private static String alternatives(String words) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        for (char letter : words.toCharArray()) {
            depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
            text.append(letter != '|' ? String.valueOf(letter) : depth > 0 ? " or " : "`, `");
        }
        return text.toString();
    }

    private static String cell(Advice advice) {
        String text = advice.text().replace("{", "*").replace("}", "*").replace("|", "\\|");
        return advice.commands().isEmpty()
                ? text
                : text + " PowerShell: "
                        + advice.commands().stream()
                                .map(command -> "`" + command.replace("{", "<").replace("}", ">") + "`")
                                .collect(Collectors.joining("; "));
    }
}

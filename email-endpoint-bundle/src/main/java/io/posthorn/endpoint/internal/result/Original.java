package io.posthorn.endpoint.internal.result;

import io.posthorn.email.ReceivedEmail;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The mail that is answered, in words that an answer can hold. */
record Original(ReceivedEmail email) {

    private static final int SUBJECT = 250; // characters; longer ones only come to harm
    private static final int QUOTED_LINES = 2_000;
    private static final int QUOTED = 100_000; // characters
    private static final int THREAD = 20; // Message-IDs of a thread: its first and its last ones

    private static final Pattern REPLY = Pattern.compile("re\\s*:.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern MESSAGE_ID = Pattern.compile("<[!-;=?A-~]{1,200}@[!-;=?A-~]{1,200}>");

    /** One {@code Re:}, however often it has been answered. */
    String replySubject() {
        String subject = subject();
        return REPLY.matcher(subject).matches() ? subject : ("Re: " + subject).strip();
    }

    String subject() {
        String line = Plain.line(email.subject());
        return line.length() <= SUBJECT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, SUBJECT) - 1)) + "…";
    }

    /** The plain text, or what is readable of the HTML. */
    String text() {
        return email.text().isBlank() ? HtmlWords.of(Plain.start(email.html(), 10 * QUOTED)) : Plain.text(email.text());
    }

    /** Each line behind a {@code >}. */
    String quoted() {
        String text = text();
        String start = Plain.start(text, QUOTED);
        List<String> lines =
                start.stripTrailing().lines().limit(QUOTED_LINES + 1L).toList();
        StringBuilder quoted = new StringBuilder();
        lines.stream()
                .limit(QUOTED_LINES)
                .forEach(line ->
                        quoted.append(line.isEmpty() ? ">" : "> " + line).append('\n'));
        boolean cut = start.length() < text.length() || lines.size() > QUOTED_LINES;
        return quoted + (cut ? "> […]\n" : "");
    }

    /** Its Message-ID; empty if it has none that is well-formed. */
    String id() {
        return MESSAGE_ID.matcher(email.messageId()).matches() ? email.messageId() : "";
    }

    /** The thread, up to this mail (RFC 5322, section 3.6.4); empty if it has no well-formed Message-ID. */
    String references() {
        if (id().isEmpty()) {
            return "";
        }
        Set<String> ids = new LinkedHashSet<>(ids("References"));
        if (ids.isEmpty()) {
            List<String> answered = ids("In-Reply-To");
            ids.addAll(answered.size() == 1 ? answered : List.of());
        }
        ids.remove(id());
        List<String> thread = new ArrayList<>(ids);
        if (thread.size() >= THREAD) {
            thread.subList(1, thread.size() - THREAD + 2).clear();
        }
        thread.add(id());
        return String.join(" ", thread);
    }

    private List<String> ids(String header) {
        return MESSAGE_ID
                .matcher(String.join(" ", email.header(header)))
                .results()
                .map(found -> found.group())
                .toList();
    }
}

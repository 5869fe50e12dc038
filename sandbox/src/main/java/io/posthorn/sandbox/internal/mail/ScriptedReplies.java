package io.posthorn.sandbox.internal.mail;

import io.posthorn.sandbox.Protocol;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Answers that a test wants in place of the server's own. */
public final class ScriptedReplies {
    private record Script(Protocol protocol, String command, List<String> lines) {}

    private final List<Script> scripts = new ArrayList<>();

    /** The next time this command comes, the answer is these lines. */
    public synchronized void add(Protocol protocol, String command, List<String> lines) {
        scripts.add(new Script(protocol, command, List.copyOf(lines)));
    }

    private synchronized List<String> take(Protocol protocol, String command) {
        for (Script script : scripts) {
            if (script.protocol() == protocol && script.command().equalsIgnoreCase(command)) {
                scripts.remove(script);
                return script.lines();
            }
        }
        return List.of();
    }

    /**
     * Answers the command, if an answer was scripted.
     *
     * @param tag IMAP's, or empty
     */
    boolean answered(Wire wire, String command, String tag) throws IOException {
        List<String> lines = take(wire.protocol(), command);
        for (String line : lines) {
            boolean tagged = !tag.isEmpty() && !line.startsWith("*") && !line.startsWith("+");
            wire.send(tagged ? tag + " " + line : line);
            if (line.startsWith("* BYE") || line.startsWith("421 ")) {
                wire.out().flush();
                throw new EOFException("The script ends the connection");
            }
        }
        if (!lines.isEmpty()) {
            wire.out().flush();
        }
        return !lines.isEmpty();
    }
}

package io.posthorn.distribution;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/** A start that runs with the configuration folder of a command, and runs the command in its place. */
final class RunningStart {

    private final CommandSocket socket;
    private final PrintStream out;
    private final PrintStream err;

    RunningStart(CommandSocket socket, PrintStream out, PrintStream err) {
        this.socket = socket;
        this.out = out;
        this.err = err;
    }

    /**
     * Hands a command line over and prints what comes back.
     *
     * @return whether the command succeeded; empty if no such start runs, and the command has not been run
     */
    Optional<Boolean> run(String commandLine) {
        Optional<SocketChannel> channel = socket.connect();
        if (channel.isEmpty()) {
            return Optional.empty();
        }
        try (CommandLink link = new CommandLink(channel.get())) {
            return isTaken(link, commandLine) ? Optional.of(follow(link)) : Optional.empty();
        } catch (IOException e) {
            return Optional.of(brokenOff());
        }
    }

    /** A start that ends before it has begun the command leaves the command to the caller. */
    private static boolean isTaken(CommandLink link, String commandLine) {
        try {
            link.send(CommandLink.Kind.FOLDER, Path.of("").toAbsolutePath().toString());
            link.send(CommandLink.Kind.COMMAND, commandLine);
            link.expect(CommandLink.Kind.TAKEN);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean follow(CommandLink link) throws IOException {
        for (var next = link.receive(); next.isPresent(); next = link.receive()) {
            CommandLink.Message message = next.get();
            switch (message.kind()) {
                case OUTPUT -> {
                    out.write(message.content(), 0, message.content().length);
                    out.flush();
                }
                case DONE -> {
                    return true;
                }
                case FAILED -> {
                    err.print(message.text());
                    err.flush();
                    return false;
                }
                default -> throw new IOException("Not expected: " + message.kind());
            }
        }
        return brokenOff();
    }

    private boolean brokenOff() {
        err.println("posthorn: The Posthorn that ran this command has stopped before the command was done."
                + " Look whether it has had an effect before you give it again.");
        return false;
    }
}

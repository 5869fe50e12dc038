package io.posthorn.distribution;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Where a start takes the command lines of {@code posthorn -c}, and runs each in a session of its own. */
final class CommandDesk implements AutoCloseable {

    private static final int PAUSE_MILLIS = 50;

    private final CommandSocket socket;
    private final ServerSocketChannel server;
    private final ExecutorService threads = Executors.newCachedThreadPool(CommandDesk::thread);

    private CommandDesk(CommandSocket socket, ServerSocketChannel server) {
        this.socket = socket;
        this.server = server;
    }

    /** Lets commands come, and wait until they are served. */
    static CommandDesk open(CommandSocket socket) throws IOException {
        return new CommandDesk(socket, socket.listen());
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "posthorn-command");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Serves those who wait and those who come.
     *
     * @param felix runs the commands
     * @param log takes the details of failures
     */
    void serve(Felix felix, Path log) {
        threads.execute(() -> {
            while (server.isOpen()) {
                accept(felix, log);
            }
        });
    }

    private void accept(Felix felix, Path log) {
        try {
            CommandLink link = new CommandLink(server.accept());
            threads.execute(() -> converse(link, felix, log));
        } catch (IOException e) {
            pause(); // It is closed; or there are too many open files, which passes.
        }
    }

    private void pause() {
        try {
            new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Accepting closes the channel then, which ends the loop.
        }
    }

    private void converse(CommandLink link, Felix felix, Path log) {
        try (link) {
            Path folder = Path.of(link.expect(CommandLink.Kind.FOLDER));
            String line = link.expect(CommandLink.Kind.COMMAND);
            link.send(CommandLink.Kind.TAKEN, "");
            PrintStream out = new PrintStream(link.output(), true, StandardCharsets.UTF_8);
            String failure = run(link, felix, log, line, out, folder);
            link.send(failure.isEmpty() ? CommandLink.Kind.DONE : CommandLink.Kind.FAILED, failure);
        } catch (IOException e) {
            // Who gave the command has gone, and reads no answer.
        }
    }

    private String run(CommandLink link, Felix felix, Path log, String line, PrintStream out, Path folder) {
        try (GogoShell shell = GogoShell.open(felix, out, folder)) {
            threads.execute(() -> closeWhenGone(link, shell));
            shell.run(line);
            return "";
        } catch (CommandFailure failure) {
            return failure.report(log);
        } catch (RuntimeException e) {
            return "posthorn: " + (e instanceof LaunchException ? e.getMessage() : e) + System.lineSeparator();
        }
    }

    /** The giver of a command says no more. What comes is the end: of the giver by Ctrl-C, or of the command. */
    private static void closeWhenGone(CommandLink link, GogoShell shell) {
        try {
            link.receive();
        } catch (IOException e) {
            // That is an end, too.
        }
        shell.close();
    }

    /** Ends what runs, and takes the socket away. */
    @Override
    public void close() {
        try {
            server.close();
            threads.shutdownNow();
            socket.clear();
        } catch (IOException e) {
            // What is left refuses to be connected to, and the next start clears it away.
        }
    }
}

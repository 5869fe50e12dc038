package io.posthorn.oauth.internal;

import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Gogo itself, with mail:signin in it. */
final class AccountShell implements AutoCloseable {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ThreadIOImpl streams = new ThreadIOImpl();
    private final CommandSession session;

    AccountShell(io.posthorn.oauth.SignIn signIn) {
        streams.start();
        CommandProcessorImpl gogo = new CommandProcessorImpl(streams);
        gogo.addCommand("mail", new SignInCommand(signIn), "signin");
        session = gogo.createSession(InputStream.nullInputStream(), printed, printed);
    }

    /** Runs a command line, and returns what it printed. */
    String run(String commandLine) throws Exception {
        session.execute(commandLine);
        return printed();
    }

    /** What was printed so far, also by a command that still runs. */
    String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        session.close();
        streams.stop();
    }
}

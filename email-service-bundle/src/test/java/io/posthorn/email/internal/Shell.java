package io.posthorn.email.internal;

import io.posthorn.email.EmailService;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Gogo itself, with the mail commands in it. */
final class Shell implements AutoCloseable {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ThreadIOImpl streams = new ThreadIOImpl();
    private final CommandProcessorImpl gogo = new CommandProcessorImpl(streams);
    final CommandSession session;

    Shell(EmailService service) {
        streams.start();
        for (String function : new String[] {"send", "receive"}) {
            gogo.addCommand("mail", new MailCommands(service), function);
        }
        session = gogo.createSession(InputStream.nullInputStream(), printed, printed);
    }

    /** One more command. */
    Shell with(Object commands, String function) {
        gogo.addCommand("mail", commands, function);
        return this;
    }

    /** What the last command printed, also if it failed. */
    String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** Runs a command line, and returns what it printed. */
    String run(String commandLine) throws Exception {
        printed.reset();
        session.execute(commandLine);
        session.getConsole().flush();
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        session.close();
        streams.stop();
    }
}

package io.posthorn.it;

import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The shell within a container: that of Gogo, or Karaf's, which alone knows how to run a command in Karaf. */
final class Shell {

    private static final String KARAF = "org.apache.karaf.shell.api.console.";

    private final Story story;
    private final InputStream in = new ByteArrayInputStream(new byte[0]);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private Shell(Story story) {
        this.story = story;
    }

    /** What a command prints. */
    static String run(Story story, String command) {
        Shell shell = new Shell(story);
        try {
            if (Story.inKaraf()) {
                shell.karaf(command);
            } else {
                shell.gogo(command);
            }
        } catch (Exception e) {
            throw new IllegalStateException(command, e);
        }
        return shell.bytes.toString(StandardCharsets.UTF_8);
    }

    private void gogo(String command) throws Exception {
        try (CommandSession session =
                story.service(CommandProcessor.class, null).createSession(in, out, out)) {
            session.execute(command);
        }
    }

    /** By name, since nothing else here needs Karaf to compile. */
    private void karaf(String command) throws Exception {
        Class<?> factory = Class.forName(KARAF + "SessionFactory");
        Object session = factory.getMethod("create", InputStream.class, PrintStream.class, PrintStream.class)
                .invoke(story.service(factory, null), in, out, out);
        try (Closeable closing = (Closeable) session) {
            Class.forName(KARAF + "Session")
                    .getMethod("execute", CharSequence.class)
                    .invoke(closing, command);
        }
    }
}

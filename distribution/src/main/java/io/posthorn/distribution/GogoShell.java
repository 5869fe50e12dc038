package io.posthorn.distribution;

import org.jspecify.annotations.Nullable;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;

/**
 * A session of the shell of a running Felix. The shell's classes are in a bundle, out of sight from here, so its methods are
 * called by name: {@code org.apache.felix.service.command.CommandProcessor} and {@code CommandSession}.
 */
final class GogoShell implements AutoCloseable {

    private static final String PROCESSOR = "org.apache.felix.service.command.CommandProcessor";
    private static final int INSPECT = 0;

    private final Class<?> type;
    private final Object session;
    private final PrintStream out;

    private GogoShell(Class<?> type, Object session, PrintStream out) {
        this.type = type;
        this.session = session;
        this.out = out;
    }

    /**
     * Begins a session.
     *
     * @param out takes what its commands print
     * @param folder the folder that relative paths begin at
     */
    static GogoShell open(Felix felix, PrintStream out, Path folder) {
        Object processor = felix.service(PROCESSOR);
        if (processor == null) {
            throw new LaunchException("The shell's bundle (Gogo) is not there. Build or unpack Posthorn anew.");
        }
        try {
            var open = processor
                    .getClass()
                    .getClassLoader()
                    .loadClass(PROCESSOR)
                    .getMethod("createSession", InputStream.class, OutputStream.class, OutputStream.class);
            Object session = open.invoke(processor, InputStream.nullInputStream(), out, out);
            Class<?> type = open.getReturnType();
            type.getMethod("currentDir", Path.class).invoke(session, folder);
            return new GogoShell(type, session, out);
        } catch (ReflectiveOperationException e) {
            throw unknown(e);
        }
    }

    /**
     * Runs a command line and prints what it returns.
     *
     * @throws CommandFailure if the command fails
     */
    void run(String commandLine) throws CommandFailure {
        try {
            print(type.getMethod("execute", CharSequence.class).invoke(session, commandLine));
        } catch (InvocationTargetException e) {
            throw new CommandFailure(commandLine, e.getCause() == null ? e : e.getCause());
        } catch (ReflectiveOperationException e) {
            throw unknown(e);
        } finally {
            out.flush();
        }
    }

    private void print(@Nullable Object result) throws ReflectiveOperationException {
        if (result instanceof CharSequence text) {
            String shown = text.toString();
            out.print(shown.isEmpty() || shown.endsWith("\n") ? shown : shown + System.lineSeparator());
        } else if (result != null) {
            out.println(type.getMethod("format", Object.class, int.class).invoke(session, result, INSPECT));
        }
    }

    /** Ends the session, and interrupts what runs in it. */
    @Override
    public void close() {
        try {
            type.getMethod("close").invoke(session);
        } catch (ReflectiveOperationException e) {
            throw unknown(e);
        }
    }

    private static IllegalStateException unknown(ReflectiveOperationException e) {
        return new IllegalStateException("Gogo is another than this launcher knows.", e);
    }
}

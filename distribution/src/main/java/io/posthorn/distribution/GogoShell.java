package io.posthorn.distribution;

import org.jspecify.annotations.Nullable;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * The shell of a running Felix. Its classes are in a bundle, out of sight from here, so its methods are called by name:
 * {@code org.apache.felix.service.command.CommandProcessor} and {@code CommandSession}.
 */
final class GogoShell {

    private static final String PROCESSOR = "org.apache.felix.service.command.CommandProcessor";
    private static final int INSPECT = 0;

    private final Felix felix;
    private final PrintStream out;

    GogoShell(Felix felix, PrintStream out) {
        this.felix = felix;
        this.out = out;
    }

    /**
     * Runs a command line and prints what it returns.
     *
     * @throws CommandFailure if the command fails
     */
    void run(String commandLine) throws CommandFailure {
        try {
            Object processor = felix.service(PROCESSOR);
            if (processor == null) {
                throw new LaunchException("The shell's bundle (Gogo) is not there. Build or unpack Posthorn anew.");
            }
            Class<?> type = processor.getClass().getClassLoader().loadClass(PROCESSOR);
            Method open = type.getMethod("createSession", InputStream.class, OutputStream.class, OutputStream.class);
            Object session = open.invoke(processor, InputStream.nullInputStream(), out, out);
            execute(commandLine, open.getReturnType(), session);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Gogo is another than this launcher knows.", e);
        }
    }

    private void execute(String commandLine, Class<?> type, Object session)
            throws ReflectiveOperationException, CommandFailure {
        try {
            Object result = type.getMethod("execute", CharSequence.class).invoke(session, commandLine);
            print(result, type, session);
        } catch (InvocationTargetException e) {
            throw new CommandFailure(commandLine, e.getCause() == null ? e : e.getCause());
        } finally {
            out.flush();
            type.getMethod("close").invoke(session);
        }
    }

    private void print(@Nullable Object result, Class<?> type, Object session) throws ReflectiveOperationException {
        if (result instanceof CharSequence text) {
            String shown = text.toString();
            out.print(shown.isEmpty() || shown.endsWith("\n") ? shown : shown + System.lineSeparator());
        } else if (result != null) {
            out.println(type.getMethod("format", Object.class, int.class).invoke(session, result, INSPECT));
        }
    }
}

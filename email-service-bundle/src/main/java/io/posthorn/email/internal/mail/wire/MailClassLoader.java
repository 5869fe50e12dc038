package io.posthorn.email.internal.mail.wire;

import org.eclipse.angus.activation.MailcapRegistryProviderImpl;
import org.eclipse.angus.mail.handlers.multipart_mixed;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;

/**
 * Shows Jakarta Mail its own parts. It looks its providers, its mailcap file and its content handlers up through the
 * thread's context class loader, which in OSGi sees none of them; this one sees this bundle, angus-mail and
 * angus-activation. Every call that touches a message runs inside {@link #call}.
 *
 * <p>One instance for the bundle, since Jakarta Activation caches its command map by class loader.
 */
public final class MailClassLoader extends ClassLoader {

    private static final MailClassLoader INSTANCE = new MailClassLoader();

    /** The loader that a thread had before it came here, for as long as it is here. */
    private static final ThreadLocal<@Nullable ClassLoader> CALLERS = new ThreadLocal<>();

    private final List<ClassLoader> parts = List.of(
            Objects.requireNonNull(MailClassLoader.class.getClassLoader()),
            Objects.requireNonNull(multipart_mixed.class.getClassLoader()),
            Objects.requireNonNull(MailcapRegistryProviderImpl.class.getClassLoader()));

    private final ServiceFiles services = new ServiceFiles();

    private MailClassLoader() {
        super(null);
    }

    /** Work that may throw any checked exception of its kind. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T run() throws E;
    }

    public static <T, E extends Exception> T call(Work<T, E> work) throws E {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader callers = CALLERS.get();
        if (before != INSTANCE) {
            CALLERS.set(before);
        }
        thread.setContextClassLoader(INSTANCE);
        try {
            return work.run();
        } finally {
            thread.setContextClassLoader(before);
            restore(callers);
        }
    }

    /** Runs a user's code inside of {@link #call} as it would run outside of it. */
    public static <T, E extends Exception> T outside(Work<T, E> work) throws E {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        if (before == INSTANCE) {
            thread.setContextClassLoader(CALLERS.get());
        }
        try {
            return work.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void restore(@Nullable ClassLoader callers) {
        if (callers == null) {
            CALLERS.remove();
        } else {
            CALLERS.set(callers);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        for (ClassLoader part : parts) {
            try {
                return part.loadClass(name);
            } catch (ClassNotFoundException e) {
                // the next part may know it
            }
        }
        throw new ClassNotFoundException(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        return parts.stream()
                .map(part -> part.getResource(name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        return Collections.enumeration(ServiceFiles.isOne(name) ? services.get(name, this::search) : search(name));
    }

    private List<URL> search(String name) throws IOException {
        List<URL> found = new ArrayList<>();
        for (ClassLoader part : parts) {
            for (URL url : Collections.list(part.getResources(name))) {
                if (!found.contains(url)) {
                    found.add(url);
                }
            }
        }
        return found;
    }
}

package io.posthorn.sandbox.junit;

import io.posthorn.sandbox.Sandbox;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.util.function.Consumer;

/**
 * A sandbox that JUnit starts and closes: for the tests of a class, if the field is static or the class is annotated
 * with {@code @ExtendWith(SandboxExtension.class)}; for each test anew, if the field is not static.
 *
 * <pre>
 * &#64;RegisterExtension
 * static SandboxExtension extension = SandboxExtension.with(builder -&gt; builder.passwords(true));
 *
 * &#64;Test
 * void mail_arrives(Sandbox sandbox) { … }
 * </pre>
 *
 * <p>Where several are registered, the first to start serves parameters; the others are asked for {@link #sandbox()}.
 */
public final class SandboxExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(SandboxExtension.class);

    private final Consumer<Sandbox.Builder> switches;
    private @Nullable Sandbox running;
    private int users;
    private boolean forOneTest;

    /** A sandbox that behaves as Microsoft 365 does by default. */
    public SandboxExtension() {
        this(builder -> {});
    }

    private SandboxExtension(Consumer<Sandbox.Builder> switches) {
        this.switches = switches;
    }

    /** A sandbox with switches. */
    public static SandboxExtension with(Consumer<Sandbox.Builder> switches) {
        return new SandboxExtension(switches);
    }

    /**
     * The running sandbox.
     *
     * @throws IllegalStateException before it is started and after it is closed
     */
    public synchronized Sandbox sandbox() {
        Sandbox sandbox = running;
        if (sandbox == null) {
            throw new IllegalStateException("The sandbox runs only while JUnit runs the tests it is registered for");
        }
        return sandbox;
    }

    @Override
    public synchronized void beforeAll(ExtensionContext context) {
        start(context);
    }

    @Override
    public synchronized void afterAll(ExtensionContext context) {
        leave();
    }

    @Override
    public synchronized void beforeEach(ExtensionContext context) {
        // A field that is not static is not asked before the class.
        forOneTest = running == null;
        if (forOneTest) {
            start(context);
        }
    }

    @Override
    public synchronized void afterEach(ExtensionContext context) {
        if (forOneTest) {
            forOneTest = false;
            leave();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Sandbox.class
                && context.getStore(NAMESPACE).get("parameters") == this;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return sandbox();
    }

    /** Nested classes come here again for the sandbox of their outer class. */
    private void start(ExtensionContext context) {
        context.getStore(NAMESPACE).getOrComputeIfAbsent("parameters", key -> this);
        if (users++ == 0) {
            Sandbox.Builder builder = Sandbox.builder();
            switches.accept(builder);
            running = builder.start();
        }
    }

    private void leave() {
        Sandbox sandbox = running;
        if (--users == 0 && sandbox != null) {
            running = null;
            sandbox.close();
        }
    }
}

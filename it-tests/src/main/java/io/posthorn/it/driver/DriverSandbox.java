package io.posthorn.it.driver;

import io.posthorn.sandbox.Sandbox;

/**
 * The sandbox of this JVM. The native container of Pax Exam runs Felix in the JVM of the driver, so that a story in a
 * bundle can look into the very mailboxes that the driver's sandbox keeps.
 */
public final class DriverSandbox {

    private static final Sandbox SANDBOX = start();

    private DriverSandbox() {}

    /**
     * The sandbox, started at the first call. It ends with the JVM.
     *
     * @return the one sandbox
     */
    public static Sandbox get() {
        return SANDBOX;
    }

    private static Sandbox start() {
        Sandbox sandbox = Sandbox.start();
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "sandbox-end"));
        return sandbox;
    }
}

package io.posthorn.it;

import io.posthorn.email.EmailException;
import io.posthorn.email.EmailService;
import io.posthorn.it.driver.DriverSandbox;
import io.posthorn.sandbox.Sandbox;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.inject.Inject;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

/** A story in a running Felix with the bundles of the distribution; it is told in a bundle of its own. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class FelixStory {

    private static final int PATIENCE_SECONDS = 60;

    @Inject
    protected BundleContext context;

    @Inject
    protected ConfigurationAdmin configurations;

    @Configuration
    public Option[] deployment() {
        return options(platform(), distribution(), demo(), driver(), junitBundles());
    }

    /** Felix as the launcher starts it, but with the web server off. */
    private Option platform() {
        Path conf = Path.of("target/exam/conf").toAbsolutePath();
        return composite(
                frameworkProperty("org.osgi.service.http.port").value("-1"),
                frameworkProperty("felix.cm.pm").value("memory"),
                frameworkProperty("felix.fileinstall.dir").value(conf.toString()),
                frameworkProperty("gosh.args").value("--nointeractive"),
                frameworkProperty("org.ops4j.pax.logging.StaticLogbackFile")
                        .value(Installation.home().resolve("conf/logback.xml").toString()),
                systemProperty("posthorn.log").value(log().toString()));
    }

    private static Option distribution() {
        return composite(Installation.bundles().stream()
                .map(jar -> bundle(jar.toUri().toString()))
                .toArray(Option[]::new));
    }

    private static Option demo() {
        return bundle(Installation.demoBundle().toUri().toString());
    }

    /** What the driver shows to the bundles. */
    private static Option driver() {
        return systemPackages("io.posthorn.sandbox", "io.posthorn.it.driver");
    }

    protected Path log() {
        return Path.of("target/exam", getClass().getSimpleName() + ".log").toAbsolutePath();
    }

    protected static Sandbox sandbox() {
        return DriverSandbox.get();
    }

    /** The raw mails in a user's INBOX that hold a text; other stories use the same sandbox. */
    protected static List<String> inboxOf(String user, String text) {
        return sandbox().messages(sandbox().user(user)).stream()
                .map(mail -> new String(mail, StandardCharsets.ISO_8859_1))
                .filter(mail -> mail.contains(text))
                .toList();
    }

    protected static SandboxPage alicesPage() {
        return new SandboxPage(sandbox(), sandbox().user("alice"));
    }

    /** Saves the page, as the web console does. */
    protected void save(SandboxPage page) throws IOException {
        configurations.getConfiguration(SandboxPage.PID, "?").update(page.properties());
    }

    /** The service as it is at this moment: a saved page replaces it. */
    protected EmailService emailService() throws InterruptedException {
        return service(EmailService.class, null);
    }

    @SuppressWarnings("unchecked")
    protected <T> T service(Class<T> type, String filter) throws InterruptedException {
        String all = "(&(objectClass=" + type.getName() + ")" + (filter == null ? "" : filter) + ")";
        ServiceTracker<T, T> tracker;
        try {
            tracker = new ServiceTracker<>(context, context.createFilter(all), null);
        } catch (org.osgi.framework.InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
        tracker.open();
        try {
            T service = tracker.waitForService(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            if (service == null) {
                throw new AssertionError("No service " + all);
            }
            return service;
        } finally {
            tracker.close();
        }
    }

    /** Waits for what happens in a thread of its own after a page was saved. */
    protected static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within " + PATIENCE_SECONDS + " s: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** The sentence that a call fails with. */
    protected static String failureOf(Runnable call) {
        try {
            call.run();
        } catch (EmailException e) {
            return e.getMessage();
        }
        return "";
    }
}

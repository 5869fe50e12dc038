package io.posthorn.it;

import io.posthorn.email.EmailException;
import io.posthorn.email.EmailService;
import org.junit.Before;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.inject.Inject;

/** A story in a running Felix or Karaf with our bundles; it is told in a bundle of its own. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class Story {

    private static final int PATIENCE_SECONDS = 60;

    @Inject
    protected BundleContext context;

    @Inject
    protected ConfigurationAdmin configurations;

    @Configuration
    public Option[] deployment() {
        return inKaraf() ? KarafDeployment.of(name(), log()) : FelixDeployment.of(log());
    }

    /** Whether the stories of this run are told in Karaf. */
    protected static boolean inKaraf() {
        return "karaf".equals(System.getProperty("posthorn.container"));
    }

    private String name() {
        return getClass().getSimpleName();
    }

    /** For files of a story; Karaf works in a folder of its own. */
    protected static Path folder() {
        return Installation.root().resolve("it-tests/target");
    }

    protected Path log() {
        return folder().resolve("exam").resolve(name() + (inKaraf() ? "-karaf.log" : ".log"));
    }

    @Before
    public void fillInNetwork() throws IOException {
        configurations
                .getConfiguration(SandboxPage.NETWORK_PID, "?")
                .update(Outside.network().properties());
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

    /** The bundles that are not started, or not resolved if they are fragments, with their states. */
    protected List<String> lameBundles() {
        List<String> lame = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
            if (bundle.getState() != (fragment ? Bundle.RESOLVED : Bundle.ACTIVE)) {
                lame.add(bundle.getSymbolicName() + " is in state " + bundle.getState());
            }
        }
        return lame;
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

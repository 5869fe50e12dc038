package io.posthorn.distribution;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;

import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;

/** A running Felix with its bundles. Closing it stops them. */
final class Felix implements AutoCloseable {

    private static final long STOP_MILLIS = TimeUnit.SECONDS.toMillis(30);

    private final Framework framework;

    private Felix(Framework framework) {
        this.framework = framework;
    }

    /**
     * Starts one and returns when all bundles are active.
     *
     * @throws LaunchException naming the bundle that is not, and why
     */
    static Felix start(FelixSettings settings, List<PlacedBundle> bundles) {
        System.setProperty("posthorn.log", settings.log().toString());
        FrameworkFactory factory =
                ServiceLoader.load(FrameworkFactory.class).iterator().next();
        Felix felix = new Felix(factory.newFramework(settings.frameworkProperties()));
        try {
            felix.start(bundles);
            return felix;
        } catch (BundleException e) {
            felix.close();
            throw new LaunchException(
                    "Felix does not start: " + e.getMessage() + " (storage: " + settings.storage() + ")", e);
        } catch (RuntimeException e) {
            felix.close();
            throw e;
        }
    }

    private void start(List<PlacedBundle> bundles) throws BundleException {
        framework.init();
        for (PlacedBundle placed : bundles) {
            Bundle bundle = framework
                    .getBundleContext()
                    .installBundle(placed.jar().toUri().toString());
            bundle.adapt(BundleStartLevel.class).setStartLevel(placed.startLevel());
            if (!isFragment(bundle)) {
                bundle.start();
            }
        }
        framework.start();
        for (Bundle bundle : context().getBundles()) {
            requireActive(bundle);
        }
    }

    private static void requireActive(Bundle bundle) {
        if (isFragment(bundle) || bundle.getState() == Bundle.ACTIVE) {
            return;
        }
        String why = "it does not say why";
        try {
            bundle.start();
        } catch (BundleException e) {
            why = e.getMessage();
        }
        throw new LaunchException(
                "The bundle " + bundle.getSymbolicName() + " " + bundle.getVersion() + " does not start: " + why);
    }

    private static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Blocks until somebody stops the framework. */
    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }

    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(STOP_MILLIS);
        } catch (BundleException e) {
            throw new LaunchException("Felix does not stop: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The service of this class name, whatever class loader it is from. */
    @Nullable
    Object service(String className) {
        var reference = context().getServiceReference(className);
        return reference == null ? null : context().getService(reference);
    }
}

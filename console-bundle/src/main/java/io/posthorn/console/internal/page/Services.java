package io.posthorn.console.internal.page;

import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The services that the page shows, as far as their bundles are started. */
final class Services implements AutoCloseable {

    private final Map<Class<?>, ServiceTracker<?, ?>> trackers;

    Services(BundleContext context, List<Class<?>> apis) {
        trackers = apis.stream().collect(Collectors.toMap(Function.identity(), api -> opened(context, api)));
    }

    private static ServiceTracker<?, ?> opened(BundleContext context, Class<?> api) {
        ServiceTracker<?, ?> tracker = new ServiceTracker<>(context, api, null);
        tracker.open();
        return tracker;
    }

    <T> Optional<T> find(Class<T> api) {
        ServiceTracker<?, ?> tracker = trackers.get(api);
        return tracker == null
                ? Optional.empty()
                : Optional.ofNullable(tracker.getService()).map(api::cast);
    }

    /** @throws Mistake if its bundle is not started */
    <T> T get(Class<T> api) {
        return find(api)
                .orElseThrow(() -> new Mistake("The bundle that offers " + api.getSimpleName()
                        + " is not started, so this cannot be done. Look at the console's page Bundles."));
    }

    @Override
    public void close() {
        trackers.values().forEach(ServiceTracker::close);
    }
}

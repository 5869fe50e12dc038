package io.posthorn.endpoint.internal;

import io.posthorn.endpoint.EndpointStatus;
import io.posthorn.endpoint.Endpoints;
import io.posthorn.endpoint.QuarantinedMail;
import io.posthorn.endpoint.internal.work.Leases;
import io.posthorn.endpoint.internal.work.Services;
import io.posthorn.endpoint.internal.work.Watch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** All endpoints, and what they share. It outlives their pages. */
@Component(
        service = {Endpoints.class, EndpointsComponent.class},
        immediate = true)
public final class EndpointsComponent implements Endpoints {

    private final Services services;
    private final Leases leases = new Leases();
    private final Places places = new Places();
    private final Map<String, Endpoint> all = new ConcurrentHashMap<>();
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

    /**
     * Made by Declarative Services.
     *
     * @param services what mails can invoke
     */
    @Activate
    public EndpointsComponent(@Reference ServicesComponent services) {
        this((Services) services);
    }

    EndpointsComponent(Services services) {
        this.services = services;
    }

    void add(String pid, Endpoint endpoint) {
        all.put(pid, endpoint);
    }

    void remove(String pid, Endpoint endpoint) {
        all.remove(pid, endpoint);
    }

    Services services() {
        return services;
    }

    Leases leases() {
        return leases;
    }

    Places places() {
        return places;
    }

    /** Cut off when the bundle stops. */
    void isWatching(Watch watch) {
        watches.removeIf(Watch::isOver);
        watches.add(watch);
    }

    @Override
    public List<EndpointStatus> list() {
        return all.values().stream()
                .map(Endpoint::status)
                .sorted(Comparator.comparing(EndpointStatus::name))
                .toList();
    }

    @Override
    public void pause(String endpoint) {
        named(endpoint).pause(true);
    }

    @Override
    public void resume(String endpoint) {
        named(endpoint).pause(false);
    }

    @Override
    public void retry(String endpoint) {
        named(endpoint).retry();
    }

    @Override
    public List<QuarantinedMail> quarantine(String endpoint) {
        return named(endpoint).quarantine();
    }

    @Override
    public boolean release(String endpoint, String id) {
        return named(endpoint).release(id);
    }

    private Endpoint named(String name) {
        return all.values().stream()
                .filter(endpoint -> endpoint.name().equals(name.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no email endpoint '" + name + "'. "
                        + (all.isEmpty()
                                ? "There is none at all."
                                : "There are: "
                                        + all.values().stream()
                                                .map(Endpoint::name)
                                                .sorted()
                                                .collect(Collectors.joining(", "))
                                        + ".")));
    }

    /** What still runs is cut off: nothing of this bundle may go on. */
    @Deactivate
    public void deactivate() {
        watches.forEach(Watch::cut);
        leases.close();
    }
}

package io.posthorn.endpoint.internal;

import io.posthorn.email.endpoint.EndpointService;
import io.posthorn.endpoint.internal.work.Services;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The services that mails can invoke. */
@Component(service = ServicesComponent.class, immediate = true)
public final class ServicesComponent implements Services {

    /** Not sorted: a ranking may change while a service is registered, and then a sorted map would not find it to remove it. */
    private final Map<ServiceReference<EndpointService>, EndpointService> all = new ConcurrentHashMap<>();

    /**
     * One more.
     *
     * @param reference of it; the highest ranking counts
     * @param service can be invoked
     */
    @Reference(
            service = EndpointService.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    public void add(ServiceReference<EndpointService> reference, EndpointService service) {
        all.put(reference, service);
    }

    /**
     * One less.
     *
     * @param reference of the one that goes
     */
    public void remove(ServiceReference<EndpointService> reference) {
        all.remove(reference);
    }

    @Override
    public Optional<EndpointService> find(String name) {
        return all.entrySet().stream()
                .filter(one -> name.equals(name(one.getKey())))
                .max(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue);
    }

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        all.keySet().forEach(reference -> names.add(name(reference)));
        names.remove("");
        return names;
    }

    private static String name(ServiceReference<EndpointService> reference) {
        Object name = reference.getProperty(EndpointService.NAME);
        return name == null ? "" : String.valueOf(name);
    }
}

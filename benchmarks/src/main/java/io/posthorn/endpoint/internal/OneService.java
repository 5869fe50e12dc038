package io.posthorn.endpoint.internal;

import io.posthorn.email.endpoint.EndpointService;
import io.posthorn.endpoint.internal.work.Services;

import java.util.Optional;
import java.util.Set;

/** Endpoints outside OSGi, all of which invoke the same service. */
public final class OneService {

    private OneService() {}

    /** All endpoints of a server, none yet. */
    public static EndpointsComponent named(String name, EndpointService service) {
        return new EndpointsComponent(new Services() {
            @Override
            public Optional<EndpointService> find(String wanted) {
                return wanted.equals(name) ? Optional.of(service) : Optional.empty();
            }

            @Override
            public Set<String> names() {
                return Set.of(name);
            }
        });
    }
}

package io.posthorn.endpoint.internal;

import io.posthorn.email.endpoint.EndpointService;
import io.posthorn.endpoint.internal.work.Services;

import java.util.Optional;
import java.util.Set;

/** Endpoints outside OSGi, whose mails find no service. */
public final class NoServices {

    private NoServices() {}

    /** All endpoints of a server, none yet. */
    public static EndpointsComponent endpoints() {
        return new EndpointsComponent(new Services() {
            @Override
            public Optional<EndpointService> find(String name) {
                return Optional.empty();
            }

            @Override
            public Set<String> names() {
                return Set.of();
            }
        });
    }
}

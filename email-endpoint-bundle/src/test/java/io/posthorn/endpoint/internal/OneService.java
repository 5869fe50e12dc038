package io.posthorn.endpoint.internal;

import io.posthorn.email.endpoint.EndpointService;
import io.posthorn.endpoint.internal.work.Services;

import java.util.Optional;
import java.util.Set;

/** There is one, {@code convert}. */
record OneService(EndpointService service) implements Services {

    @Override
    public Optional<EndpointService> find(String name) {
        return name.equals("convert") ? Optional.of(service) : Optional.empty();
    }

    @Override
    public Set<String> names() {
        return Set.of("convert");
    }
}

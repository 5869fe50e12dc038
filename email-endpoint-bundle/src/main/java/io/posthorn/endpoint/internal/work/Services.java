package io.posthorn.endpoint.internal.work;

import io.posthorn.email.endpoint.EndpointService;

import java.util.Optional;
import java.util.Set;

/** The services that mails can invoke, as they come and go. */
public interface Services {

    /**
     * The one of a name, of several that with the highest ranking.
     *
     * @param name its {@link EndpointService#NAME}
     * @return empty if it is not there now
     */
    Optional<EndpointService> find(String name);

    /** The names of all that are there, sorted. */
    Set<String> names();
}

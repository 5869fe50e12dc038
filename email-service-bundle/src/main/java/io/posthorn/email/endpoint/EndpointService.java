package io.posthorn.email.endpoint;

import org.osgi.annotation.versioning.ConsumerType;

import java.util.List;
import java.util.Map;

/**
 * A service that a mail can invoke. Register it as an OSGi service with the property {@link #NAME}; an endpoint names it in its
 * field <i>Service</i>, and waits for it where it is not there.
 *
 * <p>A mail invokes it <b>at least once</b>: after a crash, or a failure, it comes again, with the same
 * {@link Invocation#id()} and a higher {@link Invocation#attempt()}. What it has returned is committed exactly once, and
 * answered by one mail.
 *
 * <p>Called by any thread, for one endpoint by one at a time on each server.
 */
@ConsumerType
public interface EndpointService {

    /** The service property that names a service, for example {@code Complete Task}. */
    String NAME = "endpoint.service";

    /** The operation of a service that has one only, as an endpoint's field <i>Operation Name</i> has it by default. */
    String INVOKE = "invoke";

    /**
     * What the operations take, so that an endpoint's mappings are checked when it starts, and not by the first mail.
     *
     * @return by the operation's name, its parameters in an order of their own
     */
    Map<String, List<EndpointParameter>> operations();

    /**
     * Does the work. It may take long: the mail stays claimed while it runs.
     *
     * @param invocation what is asked
     * @return what came of it
     * @throws Exception if it cannot be done now: the mail is tried again, as often as the endpoint's page says, and goes to
     *     quarantine then, with the message
     */
    InvocationResult invoke(Invocation invocation) throws Exception;
}

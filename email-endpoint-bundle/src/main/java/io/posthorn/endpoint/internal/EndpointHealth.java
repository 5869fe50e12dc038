package io.posthorn.endpoint.internal;

import io.posthorn.endpoint.EndpointStatus;
import io.posthorn.endpoint.Endpoints;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Tells Felix Health Checks which endpoints are deaf. Where nobody has installed them, nobody asks for it. */
@Component(property = {"hc.name=Posthorn email endpoints", "hc.tags=posthorn", "hc.tags=mail"})
public final class EndpointHealth implements HealthCheck {

    /** Twice a sweep, and time for a connection that has to be opened anew. */
    private static final Duration DEAF = Duration.ofMinutes(15);

    private final Endpoints endpoints;
    private final InstantSource clock = InstantSource.system();

    /**
     * Made by Declarative Services.
     *
     * @param endpoints how they are
     */
    @Activate
    public EndpointHealth(@Reference Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        endpoints.list().forEach(status -> tell(log, status, clock.instant()));
        log.debug("The endpoints were asked.");
        return new Result(log);
    }

    static void tell(FormattingResultLog log, EndpointStatus status, Instant now) {
        String heard = status.lastHeard()
                .map(moment -> Duration.between(moment, now).toSeconds() + " s ago")
                .orElse("never");
        switch (status.state()) {
            case WRONG_PAGE -> log.critical("{}: {}", status.name(), status.why());
            case WAITING -> {
                boolean deaf = status.lastHeard()
                        .filter(moment -> moment.plus(DEAF).isAfter(now))
                        .isEmpty();
                if (deaf) {
                    log.critical("{}: last heard {}. {}", status.name(), heard, status.why());
                } else {
                    log.warn("{}: last heard {}. {}", status.name(), heard, status.why());
                }
            }
            case PAUSED, STOPPED -> log.info("{}: {}", status.name(), status.why());
            default -> log.info("{}: last heard {}, backlog {}.", status.name(), heard, status.backlog());
        }
    }
}

package io.posthorn.inventory.internal;

import io.posthorn.endpoint.EndpointStatus;
import io.posthorn.endpoint.Endpoints;
import io.posthorn.store.StoreException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.util.ArrayList;
import java.util.List;

/** The email endpoints: whether they hear, and what they have done. */
@Component(service = Chapter.class)
public final class EndpointsChapter implements Chapter {

    private final Endpoints endpoints;

    /**
     * Made by Declarative Services.
     *
     * @param endpoints knows
     */
    @Activate
    public EndpointsChapter(@Reference Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public Part part() {
        return Part.ENDPOINTS;
    }

    @Override
    public void tell(Report report) {
        List<Facts> all = new ArrayList<>();
        boolean storeAnswers = true; // asked once in vain is enough: each time may take until a connection is given up
        for (EndpointStatus status : endpoints.list()) {
            Facts facts = facts(status);
            storeAnswers = storeAnswers && isCounted(status.name(), facts, report);
            all.add(facts);
        }
        report.tell(part(), all);
    }

    private boolean isCounted(String name, Facts facts, Report report) {
        try {
            facts.put("inQuarantine", endpoints.quarantine(name).size());
        } catch (IllegalArgumentException e) {
            return true; // its page is wrong, or has gone
        } catch (StoreException e) {
            report.remark(part(), "What is in quarantine is not known. " + e.getMessage());
            return false;
        }
        return true;
    }

    private static Facts facts(EndpointStatus status) {
        return new Facts()
                .put("name", status.name())
                .put("mailbox", status.mailbox())
                .putIfAny("service", status.service())
                .put("state", Enums.words(status.state()))
                .putIfAny("why", status.why())
                .put("lastHeard", status.lastHeard())
                .put("lastMail", status.lastMail())
                .put("done", status.committed())
                .put("quarantined", status.failed())
                .put("ignored", status.ignored())
                .put("backlog", status.backlog());
    }
}

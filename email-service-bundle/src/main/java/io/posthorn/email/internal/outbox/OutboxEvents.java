package io.posthorn.email.internal.outbox;

import io.posthorn.email.Address;
import io.posthorn.email.Outbox;
import io.posthorn.email.OutboxEntry;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

import java.util.Map;

/** Posts an event for each mail that comes to an end. Where there is no EventAdmin, this is not there either. */
@Component(service = OutboxEvents.class, immediate = true)
public final class OutboxEvents {

    private final EventAdmin events;
    private final OutboxComponent.Attachment attachment;

    /**
     * Made by Declarative Services.
     *
     * @param outbox tells of the mails
     * @param events spreads the word
     */
    @Activate
    public OutboxEvents(@Reference OutboxComponent outbox, @Reference EventAdmin events) {
        this.events = events;
        this.attachment = outbox.onEnd(this::post);
    }

    private void post(OutboxEntry entry) {
        Map<String, Object> properties = Map.of(
                "id", entry.id(),
                "key", entry.key(),
                "state", entry.state().name(),
                "message.id", entry.messageId(),
                "mailbox", entry.mailbox(),
                "recipients", entry.recipients().stream().map(Address::address).toArray(String[]::new),
                "cause", entry.cause());
        events.postEvent(new Event(Outbox.TOPIC + entry.state(), properties));
    }

    @Deactivate
    void deactivate() {
        attachment.close();
    }
}

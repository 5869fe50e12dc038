package io.posthorn.email.internal;

import io.posthorn.email.internal.mail.MailTransport;
import io.posthorn.oauth.Network;
import io.posthorn.store.Store;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import java.time.InstantSource;

/** The connections to mail servers. They outlive a change of the page, whose running sends end on the old settings. */
@Component(service = MailTransportComponent.class)
public final class MailTransportComponent {

    private final MailTransport transport;

    /**
     * Made by Declarative Services.
     *
     * @param network how mail servers are reached
     * @param store keeps what the servers that share it have sent
     */
    @Activate
    public MailTransportComponent(@Reference Network network, @Reference Store store) {
        this(network, store, InstantSource.system());
    }

    /**
     * With a clock of one's own, for tests.
     *
     * @param network how mail servers are reached
     * @param store keeps what the servers that share it have sent
     * @param clock tells the time
     */
    public MailTransportComponent(Network network, Store store, InstantSource clock) {
        transport = new MailTransport(network, store, clock);
    }

    /** The connections. */
    public MailTransport transport() {
        return transport;
    }

    /** Running sends end first. */
    @Deactivate
    public void deactivate() {
        transport.close();
    }
}

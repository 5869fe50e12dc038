package io.posthorn.email.internal;

import io.posthorn.email.internal.gate.Gate;
import io.posthorn.email.internal.gate.GateTimer;
import io.posthorn.email.internal.mail.MailTransport;
import io.posthorn.oauth.Network;
import io.posthorn.store.Store;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import java.time.InstantSource;

/** The connections to mail servers. They outlive a change of the page, whose running sends end on the old settings. */
// Immediate: otherwise a change of the page would end it for a moment, and the sends that run with it.
@Component(immediate = true, service = MailTransportComponent.class)
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

    /**
     * With a time that runs as one likes, for tests and benchmarks.
     *
     * @param network how mail servers are reached
     * @param store keeps what has been sent
     * @param clock tells the time
     * @param timer runs as fast as the clock
     */
    public MailTransportComponent(Network network, Store store, InstantSource clock, GateTimer timer) {
        transport = new MailTransport(network, clock, new Gate(store, clock, timer));
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

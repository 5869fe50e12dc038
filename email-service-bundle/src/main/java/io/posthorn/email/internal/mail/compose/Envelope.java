package io.posthorn.email.internal.mail.compose;

import io.posthorn.email.Address;
import io.posthorn.email.DsnRequest;
import io.posthorn.email.Email.Delivery;

import java.util.List;
import java.util.Optional;

/**
 * What goes to the server beside the message (RFC 5321, section 2.3.1).
 *
 * @param messageId of the message
 * @param sender the reverse-path
 * @param recipients of To, CC and BCC, each once
 * @param delivery whether some may get it if others are refused
 * @param dsn empty to leave notifications to the server
 */
public record Envelope(
        String messageId, Address sender, List<Address> recipients, Delivery delivery, Optional<DsnRequest> dsn) {

    public Envelope {
        recipients = List.copyOf(recipients);
    }
}

package io.posthorn.email.internal.mail.compose;

import io.posthorn.email.Address;
import io.posthorn.email.Email;

import java.net.IDN;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Who a mail is from and who gets it.
 *
 * @param recipients of To, CC and BCC, each once, whatever name is shown with it
 * @param specs of every address of the mail
 */
record Participants(Address from, List<Address> recipients, Map<Address, AddrSpec> specs) {

    static Participants of(Email email) {
        Address from = email.from()
                .orElseThrow(() -> ComposedMail.invalid("The mail has no From. Give the address of the sender, which"
                        + " must be the mailbox that logs in or one that it may send as."));
        Map<Address, AddrSpec> specs = new HashMap<>();
        Stream.of(List.of(from), email.to(), email.cc(), email.bcc(), email.replyTo())
                .flatMap(Collection::stream)
                .forEach(address -> specs.computeIfAbsent(address, AddrSpec::of));
        Map<String, Address> recipients = new LinkedHashMap<>();
        Stream.of(email.to(), email.cc(), email.bcc())
                .flatMap(Collection::stream)
                .forEach(address -> recipients.putIfAbsent(spec(specs, address).key(), address));
        if (recipients.isEmpty()) {
            throw ComposedMail.invalid("The mail has no recipient. Give at least one address in To, CC or BCC.");
        }
        return new Participants(from, List.copyOf(recipients.values()), specs);
    }

    /** The address as it goes over the wire. */
    AddrSpec spec(Address address) {
        return spec(specs, address);
    }

    private static AddrSpec spec(Map<Address, AddrSpec> specs, Address address) {
        return Objects.requireNonNull(specs.get(address));
    }

    boolean needSmtpUtf8() {
        return !specs.values().stream().allMatch(AddrSpec::isAscii);
    }

    /** With the caller's Message-ID or one of the sender's domain; this machine's name is nobody's business. */
    Envelope envelope(Email email) {
        String id = email.messageId().orElseGet(() -> "<" + UUID.randomUUID() + "@" + ownDomain() + ">");
        return new Envelope(id, from, recipients, email.delivery(), email.dsn());
    }

    private String ownDomain() {
        return IDN.toASCII(spec(from).domain());
    }
}

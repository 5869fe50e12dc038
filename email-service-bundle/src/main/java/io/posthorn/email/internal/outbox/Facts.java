package io.posthorn.email.internal.outbox;

import io.posthorn.email.Address;
import io.posthorn.email.DsnRequest;
import io.posthorn.email.Email.Delivery;
import io.posthorn.email.RecipientOutcome;
import io.posthorn.email.internal.mail.compose.Envelope;
import io.posthorn.email.internal.mail.compose.Outgoing;
import io.posthorn.email.internal.outbox.Addressee.Fate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What is known of a mail beside its body. It names people, so it is kept sealed.
 *
 * @param subject of the mail
 * @param sender the reverse-path
 * @param addressees of the envelope, in order
 * @param delivery whether some may get it if others are refused
 * @param dsn empty to leave notifications to the server
 * @param smtpUtf8 whether only a server with SMTPUTF8 can take it
 * @param cause what the server or we said of it last; empty if nothing
 */
record Facts(
        String subject,
        Address sender,
        List<Addressee> addressees,
        Delivery delivery,
        Optional<DsnRequest> dsn,
        boolean smtpUtf8,
        String cause) {

    Facts {
        addressees = List.copyOf(addressees);
        cause = cause.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    static Facts of(String subject, Outgoing mail) {
        Envelope envelope = mail.envelope();
        return new Facts(
                subject,
                envelope.sender(),
                envelope.recipients().stream().map(Addressee::of).toList(),
                envelope.delivery(),
                envelope.dsn(),
                mail.needsSmtpUtf8(),
                "");
    }

    List<Address> recipients() {
        return addressees.stream().map(Addressee::address).toList();
    }

    List<Addressee> that(Fate fate) {
        return addressees.stream().filter(addressee -> addressee.is(fate)).toList();
    }

    /** What goes out next: to those who have not got it, as many as one message may have. */
    Envelope next(String messageId, int most) {
        List<Address> wanted =
                that(Fate.WANTED).stream().map(Addressee::address).toList();
        List<Address> some = most == 0 || wanted.size() <= most ? wanted : wanted.subList(0, most);
        return new Envelope(messageId, sender, some, delivery, dsn);
    }

    /** With what a server said of the recipients. Who has been served stays so. */
    Facts with(List<RecipientOutcome> outcomes) {
        Map<Address, RecipientOutcome> said = new HashMap<>();
        outcomes.forEach(outcome -> said.put(outcome.recipient(), outcome));
        return with(addressee -> {
            RecipientOutcome outcome = said.get(addressee.address());
            return outcome == null || addressee.is(Fate.SERVED) ? addressee : after(addressee, outcome);
        });
    }

    private static Addressee after(Addressee addressee, RecipientOutcome outcome) {
        return switch (outcome.state()) {
            case ACCEPTED -> addressee.now(Fate.SERVED, outcome.serverReply());
            case REFUSED -> addressee.now(Fate.REFUSED, outcome.serverReply());
            case DEFERRED, IN_DOUBT, NOT_SENT -> addressee.now(Fate.WANTED, outcome.serverReply());
        };
    }

    /** All of these who have not got it are in for this fate. */
    Facts all(List<Address> recipients, Fate fate, String reply) {
        Set<Address> those = new HashSet<>(recipients);
        return with(addressee -> addressee.is(Fate.WANTED) && those.contains(addressee.address())
                ? addressee.now(fate, reply)
                : addressee);
    }

    /** For another try: only those who have it are left out. */
    Facts again() {
        return with(addressee -> addressee.is(Fate.REFUSED) ? addressee.now(Fate.WANTED, "") : addressee);
    }

    private Facts with(UnaryOperator<Addressee> change) {
        return with(addressees.stream().map(change).toList(), cause);
    }

    Facts because(String sentence) {
        return with(addressees, sentence);
    }

    /** These are tried after the others. */
    Facts last(List<Address> late) {
        Set<Address> those = new HashSet<>(late);
        List<Addressee> order = new ArrayList<>(addressees);
        order.sort(Comparator.comparing(addressee -> those.contains(addressee.address())));
        return with(order, cause);
    }

    private Facts with(List<Addressee> changed, String sentence) {
        return new Facts(subject, sender, changed, delivery, dsn, smtpUtf8, sentence);
    }
}

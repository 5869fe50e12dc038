package io.posthorn.sandbox.internal.mail;

import io.posthorn.sandbox.DelayedMail;
import io.posthorn.sandbox.MailLimits;
import io.posthorn.sandbox.User;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes complete messages from SMTP: refuses, delays or delivers them, with a copy in the sender's Sent Items. */
public final class Submissions implements AutoCloseable {
    static final String TOO_BIG = "552 5.3.4 Message size exceeds fixed maximum message size";
    private static final String CROWDED = "432 4.3.2 Concurrent connections limit exceeded."
            + " Visit https://aka.ms/concurrent_sending for more information. [Hostname=XX0P000XX0000.SANDBOX]";
    private static final String FULL = "554 5.2.2 mailbox full;"
            + " STOREDRV.Submission.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded";

    /** Whether a message fits into its mailbox's minute and day. */
    private enum Booking {
        NOW("250 2.0.0 OK"),
        LATER("250 2.0.0 OK"),
        TOO_FAST("432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded [Hostname=XX0P000XX0000.SANDBOX]"),
        DAY_IS_FULL("554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException");

        private final String reply;

        Booking(String reply) {
            this.reply = reply;
        }
    }

    private record Held(User login, List<String> recipients, Spool spool, Instant until) {}

    private record Windows(SlidingWindow minute, SlidingWindow day) {}

    private final MailLimits limits;
    private final Organization organization;
    private final Mailboxes mailboxes;
    private final Traffic traffic;
    private final InstantSource clock;
    private final Map<String, Windows> windows = new HashMap<>();
    private final List<Held> held = new ArrayList<>();
    private final Set<String> full = ConcurrentHashMap.newKeySet();
    private volatile boolean keepsSentItems = true;

    Submissions(
            MailLimits limits, Organization organization, Mailboxes mailboxes, Traffic traffic, InstantSource clock) {
        this.limits = limits;
        this.organization = organization;
        this.mailboxes = mailboxes;
        this.traffic = traffic;
        this.clock = clock;
    }

    /** Whether submitted messages are copied. */
    public void keepSentItems(boolean on) {
        keepsSentItems = on;
    }

    /** A full mailbox can not send, since the copy has no room. */
    public void full(User mailbox, boolean on) {
        if (on) {
            full.add(mailbox.address());
        } else {
            full.remove(mailbox.address());
        }
    }

    /** The reply to a message that has arrived as a whole. */
    String submit(User login, Traffic.Entry connection, String sender, List<String> recipients, Spool spool)
            throws IOException {
        if (spool.size() > limits.messageSize()) {
            return TOO_BIG;
        }
        if (traffic.crowded(connection, limits.connections())) {
            return CROWDED;
        }
        if (full.contains(login.address())) {
            return FULL;
        }
        Optional<String> foreign = foreignSender(login, sender, spool);
        if (foreign.isPresent()) {
            return "554 5.2.252 SendAsDenied; " + login.address() + " not allowed to send as " + foreign.get();
        }
        Booking booking = book(login, recipients, spool);
        if (booking == Booking.NOW) {
            deliver(login, recipients, spool);
        }
        return booking.reply;
    }

    /** The envelope's or the header's sender, if the user may not send as that one. */
    private Optional<String> foreignSender(User login, String sender, Spool spool) throws IOException {
        List<String> senders = new ArrayList<>(spool.fromAddresses());
        if (!sender.isEmpty()) {
            senders.add(0, sender);
        }
        return senders.stream()
                .filter(address -> !organization.may(Organization.Right.SEND_AS, address, login))
                .findFirst();
    }

    private synchronized Booking book(User login, List<String> recipients, Spool spool) throws IOException {
        deliverDue();
        Instant now = clock.instant();
        Windows used = windows.computeIfAbsent(
                login.address(),
                key -> new Windows(new SlidingWindow(Duration.ofMinutes(1)), new SlidingWindow(Duration.ofDays(1))));
        if (used.day().count(now) + recipients.size() > limits.recipientsPerDay()) {
            return Booking.DAY_IS_FULL;
        }
        Instant until = used.minute().room(now, limits.messagesPerMinute());
        if (until.isAfter(now) && limits.refusesExcess()) {
            return Booking.TOO_FAST;
        }
        used.day().add(now, recipients.size());
        used.minute().add(until, 1);
        if (until.isAfter(now)) {
            held.add(new Held(login, List.copyOf(recipients), spool.handOver(), until));
            return Booking.LATER;
        }
        return Booking.NOW;
    }

    private void deliver(User login, List<String> recipients, Spool spool) throws IOException {
        for (String address : recipients) {
            Optional<User> recipient = organization.mailbox(address);
            if (recipient.isPresent()) {
                mailboxes.deliver(recipient.get(), spool);
            }
        }
        if (keepsSentItems) {
            mailboxes.keepSent(login, spool);
        }
    }

    /** Delivers what had to wait, as far as its minute has come. */
    public synchronized void deliverDue() {
        Instant now = clock.instant();
        List<Held> due = held.stream()
                .filter(message -> !message.until().isAfter(now))
                .sorted(Comparator.comparing(Held::until))
                .toList();
        held.removeAll(due);
        for (Held message : due) {
            try (Spool spool = message.spool()) {
                deliver(message.login(), message.recipients(), spool);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What waits. */
    public synchronized List<DelayedMail> delayed() {
        deliverDue();
        return held.stream()
                .map(message -> new DelayedMail(message.login().address(), message.recipients(), message.until()))
                .toList();
    }

    @Override
    public synchronized void close() {
        for (Held message : held) {
            try {
                message.spool().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        held.clear();
    }
}

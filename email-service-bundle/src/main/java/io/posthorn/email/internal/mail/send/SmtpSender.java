package io.posthorn.email.internal.mail.send;

import io.posthorn.email.Address;
import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.Login;
import io.posthorn.email.Receipt;
import io.posthorn.email.RecipientOutcome;
import io.posthorn.email.RecipientOutcome.State;
import io.posthorn.email.internal.Limits;
import io.posthorn.email.internal.gate.Gate;
import io.posthorn.email.internal.mail.compose.Outgoing;
import io.posthorn.email.internal.mail.send.SmtpConnections.Way;
import io.posthorn.email.internal.mail.wire.Fields;
import io.posthorn.email.internal.mail.wire.MailClassLoader;
import io.posthorn.email.internal.mail.wire.MailFailures;
import io.posthorn.email.internal.mail.wire.Route;
import io.posthorn.oauth.Network;
import jakarta.mail.MessagingException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sends one mail: at its mailbox's pace, on a warm connection where there is one, in parts where it has to be. */
public final class SmtpSender {

    private final Network network;
    private final Gate gate;
    private final SmtpConnections connections;
    private final InstantSource clock;

    public SmtpSender(Network network, Gate gate, SmtpConnections connections, InstantSource clock) {
        this.network = network;
        this.gate = gate;
        this.connections = connections;
        this.clock = clock;
    }

    /** @return what the server accepted; of each recipient with per-recipient delivery */
    public Receipt send(ConnectionSettings settings, Limits limits, Outgoing mail) {
        return MailClassLoader.call(() -> {
            Route route = Route.to(settings, network);
            MailFailures failures = new MailFailures(settings, route);
            Way way = new Way(settings, route, failures, mailbox(settings));
            return new Sending(way, limits, mail).run();
        });
    }

    /** Whose limits count: all settings that log in as the same user end at one mailbox. */
    public static String mailbox(ConnectionSettings settings) {
        String user =
                settings.login() == Login.NONE ? settings.host() + ":" + settings.port() : new Fields(settings).user();
        return user.toLowerCase(Locale.ROOT);
    }

    /** One mail on its way. */
    private final class Sending {

        private final Way way;
        private final Limits limits;
        private final Outgoing mail;
        private final Instant latest;
        private final List<RecipientOutcome> outcomes = new ArrayList<>();
        private Duration waited = Duration.ZERO;
        private String reply = "";

        // How the last try failed; noted before the connection goes to the next mail, which changes what it says.
        private boolean hungUp;
        private boolean beyondRecall;
        private boolean outcomeUnknown;

        Sending(Way way, Limits limits, Outgoing mail) {
            this.way = way;
            this.limits = limits;
            this.mail = mail;
            this.latest = clock.instant().plus(limits.longestWait());
        }

        Receipt run() {
            long size = size();
            List<Address> rest = mail.envelope().recipients();
            while (!rest.isEmpty()) {
                int most = limits.recipientsPerMessage() == 0 ? rest.size() : limits.recipientsPerMessage();
                List<Address> part = rest.subList(0, Math.min(most, rest.size()));
                List<Address> later = new ArrayList<>(rest.subList(part.size(), rest.size()));
                try {
                    later.addAll(0, part(part, size));
                } catch (EmailException e) {
                    throw MailFailures.withOutcomes(e, outcomes, part, later);
                }
                rest = later;
            }
            if (outcomes.stream().noneMatch(outcome -> outcome.state() == State.ACCEPTED)) {
                throw way.failures().refusedRecipients(outcomes);
            }
            return new Receipt(mail.envelope().messageId(), outcomes, reply, waited);
        }

        private long size() {
            try {
                return mail.size();
            } catch (IOException e) {
                throw way.failures().of(new MessagingException("The mail cannot be read", e));
            }
        }

        /** @return the recipients that were too many for the server */
        private List<Address> part(List<Address> recipients, long size) {
            try (Gate.Turn turn = gate.enter(way.mailbox(), recipients.size(), limits.withLongestWait(left()))) {
                waited = waited.plus(turn.waited());
                try {
                    List<Address> tooMany = note(deliver(recipients, size));
                    turn.accepted();
                    return tooMany;
                } catch (EmailException e) {
                    if (e.kind() != Kind.IN_DOUBT) {
                        turn.unused();
                    }
                    slowDown(e);
                    throw e;
                }
            }
        }

        private Duration left() {
            Duration left = Duration.between(clock.instant(), latest);
            return left.isNegative() ? Duration.ZERO : left;
        }

        /** A server that calls for slowness means all mail of the mailbox. */
        private void slowDown(EmailException e) {
            if (e.kind() == Kind.TEMPORARY
                    && e.isForWholeMailbox()
                    && !e.serverReply().isEmpty()) {
                e.retryAfter().ifPresent(rest -> gate.rest(way.mailbox(), rest, e.serverReply()));
            }
        }

        private List<Address> note(List<RecipientOutcome> answers) {
            List<Address> tooMany = new ArrayList<>();
            boolean some = answers.stream().anyMatch(answer -> answer.state() == State.ACCEPTED);
            for (RecipientOutcome answer : answers) {
                if (some && SmtpConnection.isOneTooMany(answer)) {
                    tooMany.add(answer.recipient());
                } else {
                    outcomes.add(answer);
                }
            }
            return tooMany;
        }

        /** On a kept connection that the server has closed meanwhile, once more on a new one. */
        private List<RecipientOutcome> deliver(List<Address> recipients, long size) {
            KeptConnection kept = connections.take(way, limits.withLongestWait(left()), false);
            boolean wasKept = kept.wasUsed();
            try {
                return deliver(kept, recipients, size);
            } catch (MessagingException e) {
                if (!wasKept || !hungUp || beyondRecall) {
                    throw failed(e);
                }
            }
            KeptConnection fresh = connections.take(way, limits.withLongestWait(left()), true);
            try {
                return deliver(fresh, recipients, size);
            } catch (MessagingException e) {
                throw failed(e);
            }
        }

        private List<RecipientOutcome> deliver(KeptConnection kept, List<Address> recipients, long size)
                throws MessagingException {
            SmtpConnection connection = kept.connection();
            boolean reusable = false; // what breaks off unforeseen may have done so in the midst of the data
            try {
                EmailException refusal = whatItCannotTake(connection, size);
                if (refusal != null) {
                    reusable = true;
                    throw refusal;
                }
                List<RecipientOutcome> answers = connection.deliver(mail, recipients, size);
                reusable = true;
                if (!connection.isBeyondRecall()) {
                    throw way.failures().refusedRecipients(answers);
                }
                reply = connection.reply();
                return answers;
            } catch (MessagingException e) {
                hungUp = connection.isHungUp(e);
                beyondRecall = connection.isBeyondRecall();
                outcomeUnknown = connection.isOutcomeUnknown();
                reusable = !hungUp;
                throw e;
            } finally {
                if (reusable) {
                    connections.giveBack(kept);
                } else {
                    connections.discard(kept);
                }
            }
        }

        private @Nullable EmailException whatItCannotTake(SmtpConnection connection, long size) {
            long largest = connection.largestMail();
            if (largest > 0 && size > largest) {
                return way.failures().tooLarge(size, largest);
            }
            if (mail.needsSmtpUtf8() && !connection.supportsExtension("SMTPUTF8")) {
                return way.failures().noSmtpUtf8();
            }
            return null;
        }

        private EmailException failed(MessagingException e) {
            return outcomeUnknown
                    ? way.failures().inDoubt(mail.envelope().messageId(), e)
                    : way.failures().of(e);
        }
    }
}

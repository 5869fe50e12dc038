package io.posthorn.email.internal.outbox;

import io.posthorn.email.Address;
import io.posthorn.email.OutboxEntry;
import io.posthorn.email.OutboxEntry.State;
import io.posthorn.email.OutboxMailbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Mails of the outbox as people read them. */
final class OutboxText {

    private static final int SHORT_ID = 8;
    private static final int SHORT_SUBJECT = 40;

    private final Instant now;

    OutboxText(Instant now) {
        this.now = now;
    }

    /** Two lines, or three if there is something to say. */
    String brief(OutboxEntry entry) {
        StringJoiner first = new StringJoiner("  ");
        first.add(entry.id().substring(0, SHORT_ID));
        first.add(state(entry.state()));
        first.add(age(entry.submitted()) + " old");
        first.add(tries(entry.tries()));
        entry.nextTry().ifPresent(next -> first.add(next(next)));
        first.add("from " + entry.mailbox() + " to " + recipients(entry.recipients(), 1));
        StringJoiner lines = new StringJoiner("\n");
        lines.add(plain(first.toString()));
        lines.add("          " + (entry.subject().isEmpty() ? "(no subject)" : plain(shortened(entry.subject()))));
        if (!entry.cause().isEmpty()) {
            lines.add("          " + plain(entry.cause()));
        }
        return lines.toString();
    }

    /** Everything but the body. */
    String full(OutboxEntry entry) {
        List<String> lines = new ArrayList<>();
        lines.add(fact("Entry", entry.id()));
        lines.add(fact("State", state(entry.state())));
        lines.add(fact("Key", entry.key().isEmpty() ? "(none)" : entry.key()));
        lines.add(fact("Mailbox", entry.mailbox()));
        lines.add(fact("To", recipients(entry.recipients(), Integer.MAX_VALUE)));
        lines.add(fact("Subject", entry.subject()));
        lines.add(fact("Message-ID", entry.messageId()));
        lines.add(fact("Size", entry.size() + " bytes"));
        lines.add(fact("Submitted", entry.submitted() + ", " + age(entry.submitted()) + " ago"));
        lines.add(fact("Tries", String.valueOf(entry.tries())));
        entry.nextTry().ifPresent(next -> lines.add(fact("Next try", next + ", " + next(next))));
        entry.ended().ifPresent(ended -> lines.add(fact("Ended", ended + ", " + age(ended) + " ago")));
        if (!entry.cause().isEmpty()) {
            lines.add(fact("Cause", entry.cause()));
        }
        if (entry.state() == State.IN_DOUBT) {
            lines.add(
                    "It is not sent again by itself. Look for it in Sent Items, then mail:outbox --retry ID or --drop ID.");
        }
        return String.join("\n", lines);
    }

    String mailbox(OutboxMailbox mailbox) {
        String state = mailbox.paused()
                ? "paused; mail:outbox --resume " + mailbox.mailbox() + " goes on"
                : mailbox.restsUntil()
                        .map(until -> "rests for " + duration(Duration.between(now, until)) + ": " + mailbox.cause())
                        .orElse("is being sent");
        return plain(mailbox.mailbox() + ": " + mailbox.waiting()
                + (mailbox.waiting() == 1 ? " mail waits, " : " mails wait, ") + state);
    }

    static String state(State state) {
        return state == State.IN_DOUBT ? "in doubt" : state.name().toLowerCase(Locale.ROOT);
    }

    private static String fact(String name, String value) {
        return plain(String.format(Locale.ROOT, "%-12s%s", name, value));
    }

    private static String recipients(List<Address> addresses, int most) {
        String some = addresses.stream().limit(most).map(Address::address).collect(Collectors.joining(", "));
        return addresses.size() <= most ? some : some + " and " + (addresses.size() - most) + " more";
    }

    private static String tries(int tries) {
        return tries == 1 ? "1 try" : tries + " tries";
    }

    private String next(Instant next) {
        return next.isAfter(now) ? "next in " + duration(Duration.between(now, next)) : "next at once";
    }

    private String age(Instant since) {
        return duration(Duration.between(since, now));
    }

    private static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " days";
    }

    private static String shortened(String subject) {
        return subject.codePointCount(0, subject.length()) <= SHORT_SUBJECT
                ? subject
                : subject.substring(0, subject.offsetByCodePoints(0, SHORT_SUBJECT - 1)) + "…";
    }

    /** What came in a mail must not steer a terminal. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}

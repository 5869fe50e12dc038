package io.posthorn.email.internal.outbox;

import io.posthorn.email.Outbox;
import io.posthorn.email.OutboxEntry;
import io.posthorn.email.OutboxEntry.State;
import io.posthorn.email.OutboxMailbox;
import io.posthorn.email.internal.CommandMistake;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The shell command {@code mail:outbox}, in Felix and in Karaf alike. */
@Component(
        service = OutboxCommands.class,
        property = {"osgi.command.scope=mail", "osgi.command.function=outbox"})
public final class OutboxCommands {

    private final Outbox outbox;
    private final InstantSource clock = InstantSource.system();

    /**
     * Made by Declarative Services.
     *
     * @param outbox does the work
     */
    @Activate
    public OutboxCommands(@Reference Outbox outbox) {
        this.outbox = outbox;
    }

    /**
     * Lists mails, or does something to one of them or to a mailbox. One option at a time, but for the first two.
     *
     * @param limit how many mails at most
     * @param state only those in this state
     * @param show the mail to show
     * @param retry the mail to send now
     * @param drop the mail to give up
     * @param pause the mailbox to send nothing from
     * @param resume the mailbox to go on with
     */
    @Descriptor(
            "lists the mails that were submitted, newest first; or shows, retries or drops one; or pauses a mailbox")
    public void outbox(
            @Descriptor("how many mails at most") @Parameter(names = "--limit", absentValue = "20") String limit,
            @Descriptor("only these: waiting, sending, sent, refused, in_doubt or dropped")
                    @Parameter(names = "--state", absentValue = "")
                    String state,
            @Descriptor("shows all of one mail but its body; an id may be shortened")
                    @Parameter(names = "--show", absentValue = "")
                    String show,
            @Descriptor("sends a mail now that waits, was refused or is in doubt")
                    @Parameter(names = "--retry", absentValue = "")
                    String retry,
            @Descriptor("gives a mail up that waits, was refused or is in doubt")
                    @Parameter(names = "--drop", absentValue = "")
                    String drop,
            @Descriptor("sends nothing more from this mailbox") @Parameter(names = "--pause", absentValue = "")
                    String pause,
            @Descriptor("ends a pause or a rest of this mailbox") @Parameter(names = "--resume", absentValue = "")
                    String resume) {
        long given = Stream.of(show, retry, drop, pause, resume)
                .filter(value -> !value.isEmpty())
                .count();
        if (given > 1) {
            throw new IllegalArgumentException(
                    "mail:outbox takes one of --show, --retry, --drop, --pause and --resume.");
        }
        PrintStream out = System.out; // Gogo's, which a pipe takes up, unlike the session's console
        if (!show.isEmpty()) {
            out.println(text().full(find(show)));
        } else if (!retry.isEmpty()) {
            out.println(retried(find(retry)));
        } else if (!drop.isEmpty()) {
            out.println(dropped(find(drop)));
        } else if (!pause.isEmpty()) {
            outbox.pause(pause);
            out.println("Paused: nothing goes out from " + pause + " until mail:outbox --resume " + pause);
        } else if (!resume.isEmpty()) {
            outbox.resume(resume);
            out.println("Resumed: " + resume);
        } else {
            list(out, number(limit), states(state));
        }
    }

    /**
     * Gogo's way out: called where the words behind a command's name fit none of the methods above.
     *
     * @param call the command's name and those words
     */
    public void _main(String... call) {
        throw new IllegalArgumentException(
                CommandMistake.in("mail", OutboxCommands.class, List.of(call)).sentence());
    }

    private OutboxText text() {
        return new OutboxText(clock.instant());
    }

    private void list(PrintStream out, int limit, State... states) {
        List<OutboxEntry> entries = outbox.list(limit, states);
        if (entries.isEmpty()) {
            out.println(states.length == 0 ? "The outbox is empty." : "No mail is in this state.");
        }
        entries.forEach(entry -> out.println(text().brief(entry)));
        List<OutboxMailbox> mailboxes = outbox.mailboxes();
        if (!mailboxes.isEmpty()) {
            out.println();
            mailboxes.forEach(mailbox -> out.println(text().mailbox(mailbox)));
        }
    }

    private String retried(OutboxEntry entry) {
        if (outbox.retry(entry.id())) {
            return "It is sent now: " + entry.id();
        }
        throw refusal(entry, "sent again");
    }

    private String dropped(OutboxEntry entry) {
        if (outbox.drop(entry.id())) {
            return "Dropped: " + entry.id();
        }
        throw refusal(entry, "dropped");
    }

    private static IllegalArgumentException refusal(OutboxEntry entry, String what) {
        return new IllegalArgumentException("The mail " + entry.id() + " is " + OutboxText.state(entry.state())
                + ", so it cannot be " + what + ".");
    }

    private OutboxEntry find(String id) {
        return outbox.find(id)
                .orElseThrow(
                        () -> new IllegalArgumentException("No mail, or more than one, has an id that begins with '"
                                + id + "'. mail:outbox lists the ids there are."));
    }

    private static State[] states(String value) {
        if (value.isEmpty()) {
            return new State[0];
        }
        String name = value.strip().replaceAll("[ -]", "_").toUpperCase(Locale.ROOT);
        return Arrays.stream(State.values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .map(state -> new State[] {state})
                .orElseThrow(() -> new IllegalArgumentException(
                        "--state " + value + " is none. Give waiting, sending, sent, refused, in_doubt or dropped."));
    }

    private static int number(String limit) {
        if (!limit.matches("[1-9]\\d{0,5}")) {
            throw new IllegalArgumentException("--limit is '" + limit + "'. Give a number, for example --limit 50.");
        }
        return Integer.parseInt(limit);
    }
}

package io.posthorn.console.internal.page;

import io.posthorn.email.Address;
import io.posthorn.email.OutboxEntry;
import io.posthorn.email.OutboxEntry.State;
import io.posthorn.email.OutboxMailbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The newest mails of the outbox, and the mailboxes that wait.
 *
 * @param entries newest first
 * @param mailboxes those with mail waiting, and those that are paused
 * @param words tells times
 * @param forms makes buttons
 */
record OutboxSection(List<OutboxEntry> entries, List<OutboxMailbox> mailboxes, Words words, Forms forms) {

    /** How many entries are shown. */
    static final int MOST = 50;

    private static final Set<State> OPEN = Set.of(State.WAITING, State.REFUSED, State.IN_DOUBT);

    Html html() {
        return Frame.section("outbox", "Outbox", Html.all(mailboxRows(), entryRows()));
    }

    private Html mailboxRows() {
        return Html.all(mailboxes.stream().map(this::mailbox).toList());
    }

    private Html mailbox(OutboxMailbox one) {
        Map<String, String> field = Map.of("mailbox", one.mailbox());
        Html rest = one.restsUntil()
                .map(until -> Html.of(" It tries again %s. %s", words.in(until), one.cause()))
                .orElse(Html.NONE);
        return Html.of(
                "<div class=\"row\"><p><bdi>%s</bdi>: %s %s.%s%s</p>%s%s</div>",
                one.mailbox(),
                one.waiting(),
                one.waiting() == 1 ? "mail waits" : "mails wait",
                one.paused() ? " Somebody has paused it." : "",
                rest,
                forms.button(Command.PAUSE_MAILBOX, "Pause", field).when(!one.paused()),
                forms.button(Command.RESUME_MAILBOX, "Resume", field)
                        .when(one.paused() || one.restsUntil().isPresent()));
    }

    private Html entryRows() {
        if (entries.isEmpty()) {
            return Html.of("<p>No mail was submitted yet.</p>");
        }
        return Html.of(
                "<table class=\"nicetable ui-widget\"><caption>The newest mails</caption><thead><tr><th scope=\"col\">State</th>"
                        + "<th scope=\"col\">Submitted</th><th scope=\"col\">From</th><th scope=\"col\">To</th>"
                        + "<th scope=\"col\">Subject</th><th scope=\"col\">Tries</th><th scope=\"col\">What to do</th></tr></thead>"
                        + "<tbody>%s</tbody></table>",
                Html.all(entries.stream().map(this::entry).toList()));
    }

    private Html entry(OutboxEntry entry) {
        return Html.of(
                "<tr><td data-label=\"State\">%s</td><td data-label=\"Submitted\">%s</td><td data-label=\"From\"><bdi>%s</bdi></td>"
                        + "<td data-label=\"To\"><bdi>%s</bdi></td><td data-label=\"Subject\"><bdi>%s</bdi></td>"
                        + "<td data-label=\"Tries\">%s</td><td data-label=\"What to do\">%s%s</td></tr>",
                Words.of(entry.state()),
                words.ago(Optional.of(entry.submitted())),
                entry.mailbox(),
                recipients(entry.recipients()),
                entry.subject().isEmpty() ? "(no subject)" : Words.shortened(entry.subject()),
                tries(entry),
                Html.of("<p class=\"failure\">%s</p>", entry.cause())
                        .when(!entry.cause().isEmpty()),
                actions(entry).when(OPEN.contains(entry.state())));
    }

    private Html tries(OutboxEntry entry) {
        return entry.nextTry()
                .map(next -> Html.of("%s, next %s", entry.tries(), words.in(next)))
                .orElse(Html.of("%s", entry.tries()));
    }

    private static String recipients(List<Address> all) {
        String first = all.isEmpty() ? "" : all.get(0).toString();
        return all.size() > 1 ? first + " and " + (all.size() - 1) + " more" : first;
    }

    private Html actions(OutboxEntry entry) {
        Map<String, String> id = Map.of("id", entry.id());
        Html retry = entry.state() == State.IN_DOUBT
                ? forms.askedButton(
                        Command.RETRY_MAIL, "Send again", "It may have arrived already: then it arrives twice.", id)
                : forms.button(Command.RETRY_MAIL, "Send now", id);
        return Html.all(
                retry, forms.askedButton(Command.DROP_MAIL, "Drop", "It is not sent, and its body is deleted.", id));
    }
}

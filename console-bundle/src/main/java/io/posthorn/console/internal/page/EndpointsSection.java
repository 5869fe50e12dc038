package io.posthorn.console.internal.page;

import io.posthorn.endpoint.EndpointStatus;
import io.posthorn.endpoint.EndpointStatus.State;
import io.posthorn.endpoint.QuarantinedMail;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The email endpoints, and their mails in quarantine.
 *
 * @param endpoints what to show
 * @param trouble why their quarantines are not known; empty if they are
 * @param words tells times
 * @param forms makes buttons
 */
record EndpointsSection(List<Shown> endpoints, String trouble, Words words, Forms forms) {

    /** How many mails of a quarantine are shown. */
    private static final int MOST = 20;

    /**
     * One of them.
     *
     * @param status how it is
     * @param quarantine its mails; empty if there is none, or it cannot be read
     */
    record Shown(EndpointStatus status, List<QuarantinedMail> quarantine) {}

    Html html() {
        Html content = endpoints.isEmpty()
                ? Html.of("<p>There is no endpoint. Add a page <i>Email endpoint</i> under Configuration.</p>")
                : Html.all(endpoints.stream().map(this::endpoint).toList());
        Html unknown = Html.of("<p class=\"failure\">What is in quarantine is not known. %s</p>", trouble)
                .when(!trouble.isEmpty());
        return Frame.section("endpoints", "Email endpoints", Html.all(unknown, content));
    }

    private Html endpoint(Shown shown) {
        EndpointStatus status = shown.status();
        return Html.of(
                "<article class=\"%s\"><h3><bdi>%s</bdi></h3><p class=\"state\">%s</p><dl>%s</dl>"
                        + "<div class=\"actions\">%s</div>%s</article>",
                mood(status.state()),
                status.name(),
                Words.of(status.state()) + (status.why().isEmpty() ? "" : ": " + status.why()),
                facts(status),
                actions(status),
                quarantine(status.name(), shown.quarantine()));
    }

    private static String mood(State state) {
        return switch (state) {
            case WATCHING, WORKING, STARTING -> "good";
            case WAITING, PAUSED, STOPPED -> "waiting";
            case WRONG_PAGE -> "bad";
        };
    }

    private Html facts(EndpointStatus status) {
        return Html.all(
                fact("Mailbox", Html.of("<bdi>%s</bdi>", status.mailbox())),
                fact("Service", Html.of("<bdi>%s</bdi>", status.service())),
                fact("Last heard", words.ago(status.lastHeard())),
                fact("Last mail", words.ago(status.lastMail())),
                fact(
                        "Since the start",
                        Html.of(
                                "%s done, %s to quarantine, %s that may start nothing",
                                status.committed(), status.failed(), status.ignored())),
                fact("Backlog", Html.of("%s", status.backlog())));
    }

    private static Html fact(String label, Html value) {
        return Html.of("<div><dt>%s</dt><dd>%s</dd></div>", label, value);
    }

    private Html actions(EndpointStatus status) {
        Map<String, String> name = Map.of("name", status.name());
        return Html.all(
                forms.button(Command.PAUSE_ENDPOINT, "Pause", name).when(status.state() != State.PAUSED),
                forms.button(Command.RESUME_ENDPOINT, "Resume", name).when(status.state() == State.PAUSED),
                forms.button(Command.RETRY_ENDPOINT, "Try now", name));
    }

    private Html quarantine(String endpoint, List<QuarantinedMail> mails) {
        Html rows = Html.all(
                mails.stream().limit(MOST).map(mail -> row(endpoint, mail)).toList());
        return Html.of(
                        "<table class=\"nicetable ui-widget\"><caption>In quarantine: %s%s</caption><thead><tr>"
                                + "<th scope=\"col\">Since</th><th scope=\"col\">From</th><th scope=\"col\">Subject</th>"
                                + "<th scope=\"col\">Why</th><th scope=\"col\">What to do</th></tr></thead><tbody>%s</tbody></table>",
                        mails.size(), mails.size() > MOST ? "; the newest " + MOST : "", rows)
                .when(!mails.isEmpty());
    }

    private Html row(String endpoint, QuarantinedMail mail) {
        return Html.of(
                "<tr><td data-label=\"Since\">%s</td><td data-label=\"From\"><bdi>%s</bdi></td>"
                        + "<td data-label=\"Subject\"><bdi>%s</bdi></td><td data-label=\"Why\">%s</td>"
                        + "<td data-label=\"What to do\">%s</td></tr>",
                words.ago(Optional.of(mail.since())),
                mail.from(),
                mail.subject().isEmpty() ? "(no subject)" : Words.shortened(mail.subject()),
                mail.cause(),
                forms.button(Command.RELEASE_MAIL, "Try it anew", Map.of("name", endpoint, "id", mail.id())));
    }
}

package io.posthorn.console.internal.page;

import io.posthorn.oauth.AccountStatus;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A test mail, and the doctor.
 *
 * @param accounts whose names can be chosen
 * @param forms makes the forms
 */
record ToolsSection(List<AccountStatus> accounts, Forms forms) {

    Html html() {
        return Html.all(
                Frame.section("test-mail", "Send a test mail", testMail()),
                Frame.section("doctor", "Doctor", doctor()));
    }

    private Html testMail() {
        String from = accounts.stream()
                .map(AccountStatus::user)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("");
        Html inputs = Html.all(
                input("from", "From", "The mailbox, or an address that it may send as.", from, true),
                input("to", "To", "One address.", "", true));
        return Html.of(
                "<p>Sends a mail by the page <i>Email service</i>, at once and not through the outbox, and says what the server"
                        + " answers.</p>%s",
                forms.form(Command.TEST_MAIL, "Send", Map.of(), inputs));
    }

    private Html doctor() {
        Html names = Html.all(accounts.stream()
                .filter(AccountStatus::inUse)
                .map(account -> Html.of("<option value=\"%s\">%s</option>", account.name(), account.name()))
                .toList());
        Html inputs = Html.all(
                Html.of(
                        "<p><label for=\"account\">What</label> <select id=\"account\" name=\"name\"><option value=\"\">"
                                + "The page Email service</option>%s</select></p>",
                        names),
                input("sender", "From", "The sender to try; by default the mailbox that logs in.", "", false));
        return Html.of(
                "<p>Walks the way of a mail, a step at a time: pages, authority, token, mail servers. It stops at the first step"
                        + " that fails, and says what to do. It sends nothing and changes nothing.</p>%s",
                forms.form(Command.DOCTOR, "Examine", Map.of(), inputs));
    }

    private static Html input(String name, String label, String help, String value, boolean isRequired) {
        return Html.of(
                "<p><label for=\"%s\">%s</label> <input id=\"%s\" name=\"%s\" value=\"%s\" autocomplete=\"off\""
                        + " aria-describedby=\"%s-help\"%s> <span class=\"help\" id=\"%s-help\">%s</span></p>",
                name, label, name, name, value, name, new Html(isRequired ? " required" : ""), name, help);
    }
}

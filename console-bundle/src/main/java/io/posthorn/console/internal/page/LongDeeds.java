package io.posthorn.console.internal.page;

import io.posthorn.email.Address;
import io.posthorn.email.Email;
import io.posthorn.email.EmailService;
import io.posthorn.email.MailDoctor;
import io.posthorn.email.MailDoctor.Finding;
import io.posthorn.email.Receipt;
import io.posthorn.oauth.SignIn;

import java.util.function.Consumer;

/**
 * What takes its time, and is shown step by step.
 *
 * @param services who does it
 */
record LongDeeds(Services services) {

    Notice signInByDevice(String account, Consumer<Html> steps) {
        SignIn signIn = services.get(SignIn.class);
        return Deeds.signedIn(account, signIn.byDevice(account, text -> steps.accept(Html.of("%s", text))));
    }

    Notice examine(String account, String sender, Consumer<Html> steps) {
        boolean isWell =
                services.get(MailDoctor.class).examine(account, sender, finding -> steps.accept(html(finding)));
        return isWell
                ? Notice.done("All steps went well.")
                : Notice.failed("The last step failed. What it means and what to do stands above.");
    }

    private static Html html(Finding finding) {
        Html whatToDo = Html.of("<p><strong>What to do:</strong> %s</p>", finding.whatToDo())
                .when(!finding.whatToDo().isEmpty());
        Html commands = Html.of(
                        "<p>In Exchange Online PowerShell (Connect-ExchangeOnline), as an Exchange administrator:</p><pre>%s</pre>",
                        String.join("\n", finding.commands()))
                .when(!finding.commands().isEmpty());
        String mood = switch (finding.outcome()) {
            case OK -> "good";
            case WARNING -> "waiting";
            case FAILED -> "bad";
        };
        return Html.of(
                "<div class=\"%s\"><strong>%s: %s</strong> <bdi>%s</bdi>%s%s</div>",
                mood, finding.step(), Words.of(finding.outcome()), finding.text(), whatToDo, commands);
    }

    Notice sendTestMail(String from, String to, Consumer<Html> steps) {
        Email email = Email.builder()
                .from(address("From", from))
                .to(address("To", to))
                .subject("Test mail from Posthorn")
                .text("This mail was sent from the page Posthorn of the web console.\n")
                .build();
        EmailService service = services.get(EmailService.class);
        steps.accept(Html.of("From <bdi>%s</bdi> to <bdi>%s</bdi>, by the page Email service.", from, to));
        Receipt receipt = service.send(email);
        steps.accept(Html.of("The server said: <bdi>%s</bdi>", receipt.serverReply()));
        return Notice.done("The server accepted the mail. Its Message-ID is " + receipt.messageId() + ".");
    }

    private static Address address(String field, String text) {
        try {
            return Address.of(text);
        } catch (IllegalArgumentException e) {
            throw new Mistake("The field " + field + ": " + e.getMessage());
        }
    }
}

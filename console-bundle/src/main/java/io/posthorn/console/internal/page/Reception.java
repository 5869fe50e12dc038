package io.posthorn.console.internal.page;

import io.posthorn.console.internal.guard.Audit;
import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Takes what a person asks for, has it done, and writes it into the audit log.
 *
 * @param services who does it
 * @param threads for what takes its time
 */
record Reception(Services services, Executor threads) {

    private static final String NAME = "name";

    void take(Asked asked, HttpServletResponse response) throws IOException {
        Optional<Command> known = Command.of(asked.field(Forms.DO));
        if (known.isEmpty()) {
            asked.session().tell(Notice.failed("Nothing was done: the page does not know this command."));
            response.sendRedirect(asked.root());
            return;
        }
        Command command = known.get();
        switch (command) {
            case SIGN_IN -> signIn(asked, response);
            case DEVICE_CODE, TEST_MAIL, DOCTOR -> course(command, asked, response);
            default -> {
                Notice notice = Attempt.of(() -> done(command, asked));
                note(asked, command, notice);
                asked.session().tell(notice);
                response.sendRedirect(asked.root());
            }
        }
    }

    private Notice done(Command command, Asked asked) {
        Deeds deeds = new Deeds(services);
        String name = asked.field(NAME);
        String id = asked.field("id");
        String mailbox = asked.field("mailbox");
        return switch (command) {
            case SIGN_IN_BY_PASTE -> new SignInDoor(services).beginToPaste(asked, name);
            case FINISH_SIGN_IN -> {
                Notice notice = deeds.finishSignIn(name, asked.field("pasted"));
                asked.session().endPaste();
                yield notice;
            }
            case REFRESH -> deeds.refresh(name);
            case FORGET -> deeds.forget(name);
            case RETRY_MAIL -> deeds.retryMail(id);
            case DROP_MAIL -> deeds.dropMail(id);
            case PAUSE_MAILBOX -> deeds.pauseMailbox(mailbox);
            case RESUME_MAILBOX -> deeds.resumeMailbox(mailbox);
            case PAUSE_ENDPOINT -> deeds.pauseEndpoint(name);
            case RESUME_ENDPOINT -> deeds.resumeEndpoint(name);
            case RETRY_ENDPOINT -> deeds.retryEndpoint(name);
            case RELEASE_MAIL -> deeds.releaseMail(name, id);
            case SIGN_IN, DEVICE_CODE, TEST_MAIL, DOCTOR -> throw new IllegalArgumentException("Not at once.");
        };
    }

    /** By a header that renews the page: a form's redirect to another site is what the page's policy forbids. */
    private void signIn(Asked asked, HttpServletResponse response) throws IOException {
        String account = asked.field(NAME);
        URI[] url = new URI[1];
        Notice notice = Attempt.of(() -> {
            url[0] = new SignInDoor(services).begin(asked, account);
            return Notice.done("begun");
        });
        note(asked, Command.SIGN_IN, notice);
        if (!notice.isGood()) {
            asked.session().tell(notice);
            response.sendRedirect(asked.root());
            return;
        }
        response.setHeader("Refresh", "0;url=" + url[0]);
        Frame frame = new Frame(asked.appRoot(), asked.root());
        Html page = Html.all(
                frame.head("Sign in - Posthorn"),
                Html.of(
                        "<h2>Sign in for %s</h2><p>The sign-in page opens by itself. If it does not: <a href=\"%s\">open it</a>.</p>",
                        account, url[0]),
                Frame.foot());
        response.getWriter().write(page.markup());
    }

    private void course(Command command, Asked asked, HttpServletResponse response) throws IOException {
        LongDeeds deeds = new LongDeeds(services);
        Forms forms = new Forms(asked.root(), asked.session().token());
        Course course = new Course(response, new Frame(asked.appRoot(), asked.root()), threads);
        String name = asked.field(NAME);
        String from = asked.field("from");
        String to = asked.field("to");
        String sender = asked.field("sender");
        switch (command) {
            case DOCTOR ->
                course.show(
                        "Doctor - Posthorn",
                        name.isEmpty()
                                ? "The page Email service, step by step."
                                : "The account " + name + ", step by step.",
                        forms.button(command, "Examine again", Map.of(NAME, name, "sender", sender)),
                        noted(asked, command, steps -> deeds.examine(name, sender, steps)));
            case TEST_MAIL ->
                course.show(
                        "Test mail - Posthorn",
                        "The mail waits for its mailbox's turn, and is sent.",
                        forms.button(command, "Send another", Map.of("from", from, "to", to)),
                        noted(asked, command, steps -> deeds.sendTestMail(from, to, steps)));
            default ->
                course.show(
                        "Device code - Posthorn",
                        "Keep this page open until you have signed in; it says what came of it.",
                        Html.NONE,
                        noted(asked, command, steps -> deeds.signInByDevice(name, steps)));
        }
    }

    /** What runs goes on when the browser leaves, and its end is written down all the same. */
    private static Course.Work noted(Asked asked, Command command, Course.Work work) {
        String text = text(asked, command);
        Consumer<String> audit = Audit.by(asked.http());
        audit.accept(text + ": begun");
        return steps -> {
            Notice notice = Attempt.of(() -> work.run(steps));
            audit.accept(text + ": " + (notice.isGood() ? "done" : notice.text()));
            return notice;
        };
    }

    private static void note(Asked asked, Command command, Notice notice) {
        Audit.note(asked.http(), text(asked, command) + ": " + (notice.isGood() ? "done" : notice.text()));
    }

    private static String text(Asked asked, Command command) {
        StringBuilder text = new StringBuilder(Words.of(command));
        for (String field : new String[] {NAME, "mailbox", "id", "from", "to"}) {
            if (!asked.field(field).isEmpty()) {
                text.append(' ')
                        .append(field)
                        .append(" '")
                        .append(asked.field(field))
                        .append('\'');
            }
        }
        return text.toString();
    }
}

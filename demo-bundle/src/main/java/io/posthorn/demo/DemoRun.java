package io.posthorn.demo;

import io.posthorn.email.Email;
import io.posthorn.email.EmailService;
import io.posthorn.email.Query;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenService;

import java.io.PrintStream;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The main job, step by step: get a token, send two mails, submit one, receive them, compare. */
final class DemoRun {

    private final EmailPage page;
    private final TokenService tokens;
    private final EmailService emails;
    private final Endings endings;
    private final PrintStream out;

    DemoRun(EmailPage page, TokenService tokens, EmailService emails, Endings endings, PrintStream out) {
        this.endings = endings;
        this.page = page;
        this.tokens = tokens;
        this.emails = emails;
        this.out = out;
    }

    void run() {
        OAuthClient client = page.client();
        // The page's own account has equal fields, so the mails go out with the very token that is fetched here.
        try (OAuthAccount account = tokens.open(client)) {
            step(
                    "Access token",
                    client.cloud().authority() + ", client " + client.clientId(),
                    () -> account.token(Permission.SMTP_SEND, Permission.IMAP_ACCESS));
            sendAndReceive();
        }
    }

    private void sendAndReceive() {
        String id = UUID.randomUUID().toString();
        DemoMail report = DemoMail.report(page, id);
        DemoMail files = DemoMail.files(page, id);
        String recipient = "SMTP " + page.smtpServer() + ", to " + page.mailbox();
        step("Send With Document", recipient, () -> emails.sendWithDocument(report.email(), report.onlyDocument()));
        step(
                "Send With Map of Attachments",
                recipient,
                () -> emails.sendWithMapOfAttachments(files.email(), files.attachments()));
        DemoMail receipt = DemoMail.receipt(page, id);
        step("Submit to the outbox", "on disk, then " + recipient, () -> submit(receipt));
        List<DemoMail> sent = List.of(report, files, receipt);
        Comparison comparison = new Comparison(sent, out);
        step(
                "Receive and compare",
                "IMAP " + page.receivingServer() + ", mailbox " + page.mailbox(),
                () -> emails.receive(Query.newest().withSubject(id), comparison::take));
        comparison.requireAll();
        out.println("  Every name and every byte that was sent has come back.");
    }

    private void submit(DemoMail mail) {
        Email whole = mail.email().toBuilder().attachment(mail.onlyDocument()).build();
        endings.awaitSent(emails.submit(whole, "").id());
    }

    private void step(String what, String withWhom, Runnable work) {
        long start = System.nanoTime();
        work.run();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        out.printf("  %-30s %6d ms   %s%n", what, millis, withWhom);
    }
}

package io.posthorn.demo;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailService;
import io.posthorn.email.Query;
import io.posthorn.email.ReceivedEmail;
import io.posthorn.endpoint.Endpoints;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A mail that starts a service: a document goes to an endpoint's mailbox, and comes back as the service has made it. */
final class EndpointTour {

    private static final String ORDER = "Two dozen post horns, brass, in B flat.\n";
    private static final String ANSWER = "Your request was processed";

    private final EmailPage page;
    private final EmailService emails;
    private final Watching watching;
    private final Endings endings;
    private final PrintStream out;

    EndpointTour(EmailPage page, EmailService emails, Endpoints endpoints, Endings endings, PrintStream out) {
        this.page = page;
        this.emails = emails;
        this.watching = new Watching(endpoints);
        this.endings = endings;
        this.out = out;
    }

    void show() {
        out.println();
        out.println("A mail that starts a service");
        String mailbox = watching.mailboxOf("orders");
        Endings.Answer answer = endings.answerTo(page.mailbox());
        String messageId = emails.send(Email.builder()
                        .from(page.sender())
                        .to(mailbox)
                        .subject("An order")
                        .text("Please see the order.")
                        .attachment(Document.of(
                                "order.txt", "text/plain; charset=UTF-8", ORDER.getBytes(StandardCharsets.UTF_8)))
                        .build())
                .messageId();
        out.printf("  %-30s sent to %s: %s", "order.txt", mailbox, ORDER);
        out.printf(
                "  %-30s %6d ms   endpoint 'orders', service 'Sample'%n",
                "From delivery to answer", answer.awaitSent());
        int[] seen = new int[1];
        emails.receive(Query.newest().withSubject(ANSWER), mail -> {
            if (mail.header("In-Reply-To").contains(messageId)) {
                print(mail);
                seen[0]++;
            }
        });
        if (seen[0] != 1) {
            throw new IllegalStateException("Not one answer has arrived, but " + seen[0] + ".");
        }
    }

    private void print(ReceivedEmail mail) throws IOException {
        out.println();
        out.println("    Subject: " + mail.subject());
        mail.text().lines().forEach(line -> out.println("    | " + line));
        for (Document document : mail.attachments()) {
            try (InputStream in = document.open()) {
                out.print("    " + document.name() + ": " + new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }
}

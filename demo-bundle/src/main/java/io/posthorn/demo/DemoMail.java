package io.posthorn.demo;

import io.posthorn.email.Document;
import io.posthorn.email.Email;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A mail that the demo sends and looks for.
 *
 * @param email the mail
 * @param attachments its attachments by the name they bear in it, in order
 */
record DemoMail(Email email, Map<String, Document> attachments) {

    /** <i>Send With Document</i>: a PDF. */
    static DemoMail report(EmailPage page, String id) {
        return new DemoMail(
                email(page, "Monthly report [" + id + "]", "The report is attached."),
                Map.of("monthly-report.pdf", resource("monthly-report.pdf", "report.pdf", "application/pdf")));
    }

    /** <i>Send With Map of Attachments</i>: three kinds of files, names in three scripts, an emoji in the subject. */
    static DemoMail files(EmailPage page, String id) {
        Map<String, Document> files = new LinkedHashMap<>();
        files.put("월간 보고서.pdf", resource("report.pdf", "report.pdf", "application/pdf"));
        files.put("郵便ラッパ.png", resource("posthorn.png", "posthorn.png", "image/png"));
        files.put("notes.txt", resource("notes.txt", "notes.txt", "text/plain; charset=UTF-8"));
        return new DemoMail(email(page, "\uD83D\uDCEF Posthorn [" + id + "]", "Three files are attached."), files);
    }

    /** <i>Submit</i>: text and HTML, by the outbox. */
    static DemoMail receipt(EmailPage page, String id) {
        String text = "Your application has arrived.";
        return new DemoMail(
                email(page, "Receipt [" + id + "]", text).toBuilder()
                        .html("<p>Your application <b>has arrived</b>.</p>")
                        .build(),
                Map.of("notes.txt", resource("notes.txt", "notes.txt", "text/plain; charset=UTF-8")));
    }

    private static Email email(EmailPage page, String subject, String text) {
        return Email.builder()
                .from(page.sender())
                .to(page.mailbox())
                .subject(subject)
                .text(text)
                .build();
    }

    private static Document resource(String name, String resource, String contentType) {
        return new Document(name, contentType, () -> open(resource));
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = DemoMail.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException("The demo's file " + resource + " is missing.");
        }
        return in;
    }

    Document onlyDocument() {
        return Objects.requireNonNull(attachments.values().iterator().next());
    }
}

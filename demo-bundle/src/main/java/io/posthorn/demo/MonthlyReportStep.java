package io.posthorn.demo;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * A workflow step as you would write it: mails a report with the settings of the page <i>Email service</i>.
 *
 * <p>It takes {@code from}, {@code to}, {@code month} and {@code report} (a file), and gives {@code messageId}. What goes
 * wrong comes as an {@link io.posthorn.email.EmailException} whose message says what to do.
 */
@Component(service = Function.class, property = "process.label=Mail the monthly report")
public final class MonthlyReportStep implements Function<Map<String, String>, Map<String, String>> {

    private final EmailService emailService;

    /**
     * Called by OSGi.
     *
     * @param emailService sends the mail
     */
    @Activate
    public MonthlyReportStep(@Reference EmailService emailService) {
        this.emailService = emailService;
    }

    @Override
    public Map<String, String> apply(Map<String, String> values) {
        String month = value(values, "month");
        Email email = Email.builder()
                .from(value(values, "from"))
                .to(value(values, "to"))
                .subject("Report of " + month)
                .text("The report of " + month + " is attached.")
                .build();
        Document report = Document.of(Path.of(value(values, "report")));
        return Map.of("messageId", emailService.sendWithDocument(email, report).messageId());
    }

    private static String value(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("The step needs a value '" + key + "'.");
        }
        return value;
    }
}

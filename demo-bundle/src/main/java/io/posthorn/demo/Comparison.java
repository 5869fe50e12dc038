package io.posthorn.demo;

import io.posthorn.email.Document;
import io.posthorn.email.ReceivedEmail;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Holds received mails against those that were sent. */
final class Comparison {

    private final List<DemoMail> missing;
    private final PrintStream out;

    Comparison(List<DemoMail> sent, PrintStream out) {
        this.missing = new ArrayList<>(sent);
        this.out = out;
    }

    /**
     * Finds the mail that was sent with this subject and compares all that came.
     *
     * @throws IOException saying what differs
     */
    void take(ReceivedEmail received) throws IOException {
        for (DemoMail sent : missing) {
            if (sent.email().subject().equals(received.subject())) {
                compare(sent, received);
                missing.remove(sent);
                return;
            }
        }
        throw new IOException("A mail with the subject '" + received.subject() + "' was received but never sent.");
    }

    /** Fails if a mail did not come. */
    void requireAll() {
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "The mail '" + missing.get(0).email().subject() + "' was sent but did not arrive.");
        }
    }

    private void compare(DemoMail sent, ReceivedEmail received) throws IOException {
        out.println("    " + received.subject());
        requireSame("sender", sent.email().from(), received.from());
        requireSame("HTML", sent.email().html().strip(), received.html().strip());
        requireSame("text", sent.email().text().strip(), received.text().strip());
        List<String> names = received.attachments().stream().map(Document::name).toList();
        requireSame("list of attachments", List.copyOf(sent.attachments().keySet()), names);
        int index = 0;
        for (Document expected : sent.attachments().values()) {
            String name = names.get(index);
            Fingerprint came = Fingerprint.of(received.attachments().get(index++));
            requireSame("content of " + name, Fingerprint.of(expected), came);
            out.println("      equal: " + name + " (" + came + ")");
        }
    }

    private static void requireSame(String what, Object sent, Object received) throws IOException {
        if (!sent.equals(received)) {
            throw new IOException("The " + what + " differs. Sent: " + sent + ". Received: " + received + ".");
        }
    }
}

package io.posthorn.it;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import org.junit.Test;

import java.nio.charset.StandardCharsets;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/** A wrong page never makes the service vanish: its calls say what is wrong until the page is put right. */
public class WrongPageIT extends Story {

    private static final String SUBJECT = "After the correction";

    @Test
    public void aWrongField_isNamedByEveryCall_untilItIsPutRight() throws Exception {
        save(Outside.page("alice").with("smtp.transport.security", "SSL"));
        await("the page is read", () -> send().contains("Transport Security"));
        String sentence = send();
        assertTrue(sentence, sentence.contains("Email service"));
        assertEquals(0, Outside.inboxOf("bob", SUBJECT).size());

        save(Outside.page("alice"));
        await("the corrected page is used", () -> send().isEmpty());
        assertEquals(1, Outside.inboxOf("bob", SUBJECT).size());
    }

    /** @return what it failed with; empty if it did not */
    private String send() {
        Email email = Email.builder()
                .from(Outside.address("alice"))
                .to(Outside.address("bob"))
                .subject(SUBJECT)
                .build();
        Document document = Document.of("note.txt", "text/plain", "Hello".getBytes(StandardCharsets.UTF_8));
        return failureOf(() -> {
            try {
                emailService().sendWithDocument(email, document);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}

package io.posthorn.it;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailService;
import io.posthorn.email.Receipt;
import org.junit.Test;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;

/** A page is changed while Posthorn works: nothing that the authority has sent is lost, and no running mail. */
public class ChangedPageIT extends Story {

    private static final int LF = '\n';

    @Test
    public void aChangedPage_goesOnWithTheNewerRefreshToken_ofTheSameSeed() throws Exception {
        SandboxPage page = Outside.page("alice");
        save(page);
        await("the page is read", () -> failureOf(() -> send("First", note())).isEmpty());
        Outside.revoke(page.value(".refresh.token"), 700082);

        EmailService before = emailService();
        save(page.with("smtp.host", "127.0.0.1"));
        await("the changed page is read", () -> emailServiceNow() != before);

        assertEquals("", failureOf(() -> send("After the change", note())));
        assertEquals(1, Outside.inboxOf("bob", "After the change").size());
    }

    @Test
    public void aRunningMail_endsOnTheSettingsItBeganWith() throws Exception {
        SandboxPage page = Outside.page("alice");
        save(page);
        await("the page is read", () -> failureOf(() -> send("Warm", note())).isEmpty());
        EmailService before = emailService();
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        Document slow = new Document("slow.txt", "text/plain", () -> new Paused(reading, changed));

        CompletableFuture<Receipt> sending =
                CompletableFuture.supplyAsync(() -> before.sendWithDocument(mail("Running"), slow));
        reading.await(1, TimeUnit.MINUTES);
        save(page.with("smtp.host", "no-such-host.invalid"));
        await("the changed page is read", () -> emailServiceNow() != before);
        changed.countDown();

        sending.get(1, TimeUnit.MINUTES);
        assertEquals(1, Outside.inboxOf("bob", "Subject: Running").size());
        assertNotSame(before, emailService());
    }

    private EmailService emailServiceNow() {
        try {
            return emailService();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(String subject, Document document) {
        emailServiceNow().sendWithDocument(mail(subject), document);
    }

    private static Email mail(String subject) {
        return Email.builder()
                .from(Outside.address("alice"))
                .to(Outside.address("bob"))
                .subject(subject)
                .build();
    }

    private static Document note() {
        return Document.of("note.txt", "text/plain", "Hello".getBytes(StandardCharsets.UTF_8));
    }

    /** One line that is not there before somebody allows it. */
    private static final class Paused extends InputStream {

        private final CountDownLatch reading;
        private final CountDownLatch allowed;
        private boolean done;

        Paused(CountDownLatch reading, CountDownLatch allowed) {
            this.reading = reading;
            this.allowed = allowed;
        }

        @Override
        public int read() {
            if (done) {
                return -1;
            }
            reading.countDown();
            try {
                allowed.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            done = true;
            return LF;
        }
    }
}

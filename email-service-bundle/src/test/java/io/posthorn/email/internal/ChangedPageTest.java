package io.posthorn.email.internal;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailService;
import io.posthorn.email.Receipt;
import io.posthorn.sandbox.FaultProxy;
import io.posthorn.sandbox.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** A changed page makes a new component, as Declarative Services does it; the connections are shared. */
class ChangedPageTest {

    private static final int PATIENCE_SECONDS = 60;

    private final Stand stand = new Stand();

    @AfterEach
    void stop() {
        stand.close();
    }

    private Receipt send(EmailService service, String subject, Document document) {
        String address = stand.alice.address();
        return service.sendWithDocument(
                Email.builder().from(address).to(address).subject(subject).build(), document);
    }

    @Test
    void nextMail_usesTheNewSettings_andTheRunningOneEndsOnTheOld() throws Exception {
        FaultProxy changedPort = stand.sandbox.proxy(Protocol.SMTP);
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch sentByTheNew = new CountDownLatch(1);
        Document slow = new Document("slow", "text/plain", () -> pausing(reading, sentByTheNew));
        Document quick = Document.of("quick", "text/plain", new byte[] {1});

        EmailServiceComponent old = (EmailServiceComponent) stand.service();
        CompletableFuture<Receipt> running = CompletableFuture.supplyAsync(() -> send(old, "Running", slow));
        assertThat(reading.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

        old.deactivate();
        EmailService changed = stand.service("smtp.port", String.valueOf(changedPort.port()));
        send(changed, "Next", quick);
        assertThat(changedPort.connections()).isEqualTo(1);
        assertThat(running).isNotDone();
        sentByTheNew.countDown();

        assertThat(running.get(PATIENCE_SECONDS, TimeUnit.SECONDS).serverReply())
                .startsWith("250 ");
        assertThat(changedPort.connections()).isEqualTo(1);
        assertThat(stand.sandbox.messages(stand.alice)).hasSize(2);
    }

    /** One octet that is not there before somebody allows it. */
    private static InputStream pausing(CountDownLatch reading, CountDownLatch allowed) {
        return new InputStream() {
            private boolean done;

            @Override
            public int read() throws IOException {
                if (done) {
                    return -1;
                }
                reading.countDown();
                try {
                    if (!allowed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                        throw new IOException("Nobody allowed it.");
                    }
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                done = true;
                return 'x';
            }
        };
    }
}

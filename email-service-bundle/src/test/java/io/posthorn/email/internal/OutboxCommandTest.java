package io.posthorn.email.internal;

import io.posthorn.email.Email;
import io.posthorn.email.EmailService;
import io.posthorn.email.OutboxEntry;
import io.posthorn.email.internal.outbox.OutboxCommands;
import io.posthorn.email.internal.outbox.OutboxEvents;
import io.posthorn.sandbox.Protocol;
import org.junit.jupiter.api.Test;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What an administrator types, and what other bundles hear. */
class OutboxCommandTest {

    private static final String LONG_SUBJECT = "A subject that is far too long to be shown as a whole";

    private static OutboxEntry submit(Stand stand, EmailService service, String subject) {
        return service.submit(
                Email.builder()
                        .from(stand.alice.address())
                        .to("bob@contoso.test")
                        .subject(subject)
                        .text("Secret text")
                        .build(),
                "");
    }

    @Test
    void outbox_listsShowsRetriesAndDrops() throws Exception {
        try (Stand stand = new Stand();
                Shell shell = new Shell(stand.service()).with(new OutboxCommands(stand.outbox), "outbox")) {
            assertThat(shell.run("mail:outbox")).contains("The outbox is empty.");
            assertThat(shell.run("mail:outbox --pause " + stand.alice.address()))
                    .contains("Paused");
            OutboxEntry entry = submit(stand, stand.service(), LONG_SUBJECT);
            String id = entry.id().substring(0, 8);
            assertThat(shell.run("mail:outbox"))
                    .contains(id + "  waiting")
                    .contains("0 tries")
                    .contains("from alice@contoso.test to bob@contoso.test")
                    .contains("A subject that is far too long to be sh…")
                    .contains("alice@contoso.test: 1 mail waits, paused")
                    .doesNotContain("Secret text");
            assertThat(shell.run("mail:outbox --show " + id))
                    .contains(entry.messageId())
                    .contains(LONG_SUBJECT)
                    .doesNotContain("Secret text");
            assertThat(shell.run("mail:outbox --state sent")).contains("No mail is in this state.");
            assertThat(shell.run("mail:outbox --retry " + id)).contains("sent now");
            assertThat(shell.run("mail:outbox --drop " + id)).contains("Dropped: " + entry.id());
            assertThatThrownBy(() -> shell.run("mail:outbox --drop " + id)).hasMessageContaining("is dropped");
            assertThatThrownBy(() -> shell.run("mail:outbox --show nothing")).hasMessageContaining("'nothing'");
            assertThatThrownBy(() -> shell.run("mail:outbox --state lost")).hasMessageContaining("in_doubt");
            assertThatThrownBy(() -> shell.run("mail:outbox --limit x")).hasMessageContaining("--limit 50");
            assertThatThrownBy(() -> shell.run("mail:outbox --show a --drop b")).hasMessageContaining("takes one of");
            assertThat(shell.run("mail:outbox --resume " + stand.alice.address()))
                    .contains("Resumed");
        }
    }

    @Test
    void everyEnd_isAnEvent() throws Exception {
        BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        EventAdmin bus = new EventAdmin() {
            @Override
            public void postEvent(Event event) {
                events.add(event);
            }

            @Override
            public void sendEvent(Event event) {
                throw new UnsupportedOperationException();
            }
        };
        try (Stand stand = new Stand()) {
            new OutboxEvents(stand.outbox, bus);
            EmailService service = stand.service();
            OutboxEntry sent = submit(stand, service, "Sent");
            Event first = events.poll(30, TimeUnit.SECONDS);
            assertThat(first.getTopic()).isEqualTo("io/posthorn/email/outbox/SENT");
            assertThat(first.getProperty("id")).isEqualTo(sent.id());
            assertThat(first.getProperty("message.id")).isEqualTo(sent.messageId());
            assertThat((String[]) first.getProperty("recipients")).containsExactly("bob@contoso.test");
            stand.sandbox.exchange().answer(Protocol.SMTP, "RCPT", "550 5.1.10 RecipientNotFound");
            submit(stand, service, "Refused");
            Event second = events.poll(30, TimeUnit.SECONDS);
            assertThat(second.getTopic()).isEqualTo("io/posthorn/email/outbox/REFUSED");
            assertThat(second.getProperty("cause")).asString().contains("5.1.10");
        }
    }
}

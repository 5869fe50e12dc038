package io.posthorn.email.internal;

import io.posthorn.email.Email;
import io.posthorn.email.Email.Delivery;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailService;
import io.posthorn.email.Receipt;
import io.posthorn.email.RecipientOutcome;
import io.posthorn.email.RecipientOutcome.State;
import io.posthorn.sandbox.Protocol;
import io.posthorn.sandbox.Sandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Each recipient's outcome, and mails to more recipients than one message may have. */
class RecipientsTest {

    private final Stand stand =
            new Stand(Sandbox.builder().rejectRecipient("nobody@contoso.test").start());
    private final EmailService service = stand.service();

    @AfterEach
    void close() {
        stand.close();
    }

    private Email.Builder mail() {
        return Email.builder().from(stand.alice.address()).subject("To many");
    }

    private int copies() {
        return stand.sandbox.exchange().sentItems(stand.alice).size();
    }

    @Test
    void perRecipient_theOthersGetIt() {
        Email email = mail().to("nobody@contoso.test")
                .to("bob@contoso.test")
                .delivery(Delivery.PER_RECIPIENT)
                .build();
        Receipt receipt = service.send(email);

        assertThat(receipt.isComplete()).isFalse();
        assertThat(receipt.outcomes())
                .extracting(RecipientOutcome::state)
                .containsExactly(State.REFUSED, State.ACCEPTED);
        assertThat(receipt.outcomes().get(0).serverReply()).startsWith("550 5.1.10");
        assertThat(receipt.recipients()).containsExactly(email.to().get(1));
        assertThat(stand.sandbox.messages(stand.sandbox.user("bob"))).hasSize(1);
    }

    @Test
    void allOrNothing_nobodyGetsIt_andTheOutcomesSayWhy() {
        Email email = mail().to("bob@contoso.test").to("nobody@contoso.test").build();
        EmailException e = catchThrowableOfType(EmailException.class, () -> service.send(email));

        assertThat(e.kind()).isEqualTo(Kind.RECIPIENT);
        assertThat(e.isForWholeMailbox()).isFalse();
        assertThat(e.outcomes()).extracting(RecipientOutcome::state).containsExactly(State.NOT_SENT, State.REFUSED);
        assertThat(copies()).isZero();
    }

    @Test
    void perRecipient_withNobodyLeft_fails() {
        Email email = mail().to("nobody@contoso.test")
                .delivery(Delivery.PER_RECIPIENT)
                .build();
        EmailException e = catchThrowableOfType(EmailException.class, () -> service.send(email));
        assertThat(e.kind()).isEqualTo(Kind.RECIPIENT);
        assertThat(copies()).isZero();
    }

    @Test
    void deferredRecipient_saysWhenToTryAgain() {
        stand.sandbox.exchange().answer(Protocol.SMTP, "RCPT", "450 4.2.1 busy");
        EmailException e = catchThrowableOfType(
                EmailException.class,
                () -> service.send(mail().to("bob@contoso.test").build()));
        assertThat(e.kind()).isEqualTo(Kind.TEMPORARY);
        assertThat(e.retryAfter()).contains(Duration.ofMinutes(15));
        assertThat(e.isForWholeMailbox()).isFalse();
    }

    private Email to(int count) {
        Email.Builder email = mail();
        for (int i = 0; i < count; i++) {
            email.bcc(io.posthorn.email.Address.of("r" + i + "@elsewhere.test"));
        }
        return email.build();
    }

    @Test
    void mailTo1200Recipients_goesInThreeParts_withOneMessageId() {
        Receipt receipt = service.send(to(1_200));

        assertThat(receipt.recipients()).hasSize(1_200);
        assertThat(copies()).isEqualTo(3);
        assertThat(stand.sandbox.exchange().sentItems(stand.alice))
                .allMatch(message ->
                        new String(message, java.nio.charset.StandardCharsets.UTF_8).contains(receipt.messageId()));
    }

    /** The administrator of the tenant has set fewer than our page knows. */
    @Test
    void serverThatTakesFewerRecipientsAtOnce_getsTheRestInAnotherMessage() {
        stand.sandbox.exchange().limits().recipientsPerMessage(3);
        Receipt receipt = service.send(to(8));

        assertThat(receipt.isComplete()).isTrue();
        assertThat(receipt.outcomes()).hasSize(8);
        assertThat(copies()).isEqualTo(3);
    }

    @Test
    void secondPartThatFails_tellsWhoHasTheMail() {
        EmailService two = stand.service("limit.recipients.per.message", "2");
        stand.sandbox.exchange().answer(Protocol.SMTP, ".", "250 2.0.0 OK");
        stand.sandbox.exchange().answer(Protocol.SMTP, ".", "554 5.2.0 STOREDRV; something");
        EmailException e = catchThrowableOfType(EmailException.class, () -> two.send(to(5)));

        assertThat(e.kind()).isEqualTo(Kind.MESSAGE);
        assertThat(e).hasMessageContaining("2 of 5 recipients have it already");
        assertThat(e.outcomes())
                .extracting(RecipientOutcome::state)
                .containsExactly(State.ACCEPTED, State.ACCEPTED, State.NOT_SENT, State.NOT_SENT, State.NOT_SENT);
    }

    @Test
    void mailLargerThanTheServersLimit_isRefusedBeforeItsFirstByte() {
        stand.sandbox.exchange().limits().messageSize(100_000);
        Email large = mail().to("bob@contoso.test")
                .attachment(io.posthorn.email.Document.of("a.bin", "", new byte[90_000]))
                .build();
        EmailException e = catchThrowableOfType(EmailException.class, () -> service.send(large));

        assertThat(e.kind()).isEqualTo(Kind.MESSAGE);
        assertThat(e).hasMessageContaining("takes 100000").hasMessageContaining("Nothing was sent");
        assertThat(stand.sandbox.dialogue()).noneMatch(line -> line.contains("MAIL FROM"));
    }
}

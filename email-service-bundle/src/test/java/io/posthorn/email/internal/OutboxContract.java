package io.posthorn.email.internal;

import io.posthorn.email.Address;
import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailService;
import io.posthorn.email.Login;
import io.posthorn.email.OutboxEntry;
import io.posthorn.email.OutboxEntry.State;
import io.posthorn.email.Query;
import io.posthorn.email.Sender;
import io.posthorn.email.TransportSecurity;
import io.posthorn.email.internal.outbox.OutboxRows;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.Permission;
import io.posthorn.sandbox.After;
import io.posthorn.sandbox.AuthorityFailure;
import io.posthorn.sandbox.Direction;
import io.posthorn.sandbox.FaultProxy;
import io.posthorn.sandbox.Protocol;
import io.posthorn.sandbox.Sandbox;
import io.posthorn.sandbox.User;
import io.posthorn.store.internal.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What the outbox does, on whatever database. */
abstract class OutboxContract {

    private static final long PATIENCE_SECONDS = 30;

    private Stand stand;
    private User bob;

    abstract TemporaryStore newStore();

    @BeforeEach
    void start() {
        stand = new Stand(Sandbox.start(), newStore());
        bob = stand.sandbox.user("bob");
        stand.sandbox.exchange().limits().messagesPerMinute(10_000);
    }

    @AfterEach
    void stop() {
        stand.close();
    }

    private Email.Builder mail(String subject) {
        return Email.builder()
                .from(stand.alice.address())
                .to(bob.address())
                .subject(subject)
                .text("Text of " + subject);
    }

    private static void await(BooleanSupplier condition, Object description) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("In vain: " + description);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private OutboxEntry find(OutboxEntry entry) {
        return stand.outbox.find(entry.id()).orElseThrow();
    }

    private OutboxEntry await(OutboxEntry entry, State state) {
        await(() -> find(entry).state() == state, entry.id() + " " + state);
        return find(entry);
    }

    private OutboxEntry awaitTry(OutboxEntry entry, int tries) {
        await(() -> find(entry).tries() == tries && find(entry).state() == State.WAITING, entry.id() + " " + tries);
        return find(entry);
    }

    private long arrived(User user, String subject) {
        return stand.sandbox.messages(user).stream()
                .map(message -> new String(message, StandardCharsets.ISO_8859_1))
                .filter(message -> message.contains("Subject: " + subject + "\r\n"))
                .count();
    }

    private long octets() {
        return stand.store.store().transact(OutboxRows.SCHEMA, connection -> {
            try (var sql = connection.createStatement();
                    var row = sql.executeQuery("SELECT SUM(octets) FROM outbox_octets")) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private long chunks() {
        return stand.store.store().transact(OutboxRows.SCHEMA, connection -> {
            try (var sql = connection.createStatement();
                    var row = sql.executeQuery("SELECT COUNT(*) FROM outbox_chunk")) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Test
    void submittedMail_isSentOnce_asItWas_andItsBodyGoes() {
        EmailService service = stand.service();
        OutboxEntry entry = service.submit(mail("Hello").build(), "");
        assertThat(entry.state()).isEqualTo(State.WAITING);
        assertThat(entry.mailbox()).isEqualTo(stand.alice.address()).isEqualTo(service.mailbox());
        OutboxEntry sent = await(entry, State.SENT);
        assertThat(sent.tries()).isEqualTo(1);
        assertThat(sent.messageId()).isEqualTo(entry.messageId());
        assertThat(sent.subject()).isEqualTo("Hello");
        assertThat(sent.ended()).isPresent();
        assertThat(arrived(bob, "Hello")).isEqualTo(1);
        assertThat(new String(stand.sandbox.messages(bob).get(0), StandardCharsets.ISO_8859_1))
                .contains("Message-ID: " + entry.messageId());
        assertThat(octets()).isZero();
        assertThat(chunks()).isZero();
    }

    private ConnectionSettings alices() {
        OAuthAccount account = stand.tokens.open(stand.client(), Permission.SMTP_SEND);
        return new ConnectionSettings(
                io.posthorn.email.Protocol.SMTP,
                stand.sandbox.host(),
                stand.sandbox.smtpPort(),
                TransportSecurity.TLS,
                new Login.OAuth(account, stand.alice.address()));
    }

    @Test
    void aSenderOfItsOwn_sendsByItsOwnSettings_whateverThePageSays() {
        EmailService service = stand.service("smtp.port", "1");
        OutboxEntry byPage = service.submit(mail("By the page").build(), "");
        try (Sender sender = service.open("task", alices())) {
            OutboxEntry own = sender.submit(mail("By its own").build(), "own");
            assertThat(own.mailbox()).isEqualTo(stand.alice.address() + "/task");
            await(own, State.SENT);
            assertThat(sender.submit(mail("Again").build(), "own").id()).isEqualTo(own.id());
        }
        assertThat(find(byPage).state()).isIn(State.WAITING, State.SENDING); // it is tried, in vain
        assertThat(arrived(bob, "By the page")).isZero();
    }

    @Test
    void whatASenderHasSubmitted_waitsWhileItIsClosed() {
        EmailService service = stand.service();
        Sender sender = service.open("task", alices());
        stand.outbox.pause(stand.alice.address() + "/task");
        OutboxEntry entry = sender.submit(mail("Later").build(), "");
        sender.close();
        stand.outbox.resume(stand.alice.address() + "/task");
        await(service.submit(mail("Meanwhile").build(), ""), State.SENT);
        assertThat(find(entry).state()).isEqualTo(State.WAITING);
        assertThatThrownBy(() -> sender.submit(mail("Closed").build(), "")).hasMessageContaining("are being changed");
        try (Sender next = service.open("task", alices())) {
            await(entry, State.SENT);
            assertThat(next.submit(mail("Next").build(), "").mailbox()).isEqualTo(entry.mailbox());
        }
    }

    @Test
    void aSender_isForSmtp_andHasAShortName() {
        EmailService service = stand.service();
        assertThatThrownBy(() -> service.open("A task", alices())).hasMessageContaining("20 lower-case letters");
        ConnectionSettings imap = new ConnectionSettings(
                io.posthorn.email.Protocol.IMAP, "localhost", 0, TransportSecurity.TLS, Login.NONE);
        assertThatThrownBy(() -> service.open("task", imap)).hasMessageContaining("needs an SMTP connection");
    }

    @Test
    void manyMails_allArrive_inTheOrderOfSubmitting_whereOneConnectionIsUsed() {
        EmailService service = stand.service("limit.connections", "1");
        List<OutboxEntry> entries = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            entries.add(service.submit(mail("m" + i).build(), "k" + i));
        }
        entries.forEach(entry -> await(entry, State.SENT));
        List<String> subjects = stand.sandbox.messages(bob).stream()
                .map(message -> new String(message, StandardCharsets.ISO_8859_1)
                        .replaceAll("(?s).*Subject: (m\\d+)\r\n.*", "$1"))
                .toList();
        assertThat(subjects).containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9");
    }

    @Test
    void largeMail_goesInAndOutInPieces_unchanged() {
        byte[] bytes = new byte[1_000_000];
        new Random(1).nextBytes(bytes);
        EmailService service = stand.service();
        OutboxEntry entry = service.submit(
                mail("Large").attachment(Document.of("a.bin", "", bytes)).build(), "large");
        assertThat(entry.size()).isGreaterThan(1_300_000);
        await(entry, State.SENT);
        List<byte[]> received = new ArrayList<>();
        stand.service(
                        "receive.user",
                        bob.address(),
                        "smtp.user",
                        bob.address(),
                        ".refresh.token",
                        stand.sandbox.newRefreshToken(bob))
                .receive(Query.newest(), email -> {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    try (var in = email.attachments().get(0).open()) {
                        in.transferTo(out);
                    }
                    received.add(out.toByteArray());
                });
        assertThat(received).hasSize(1);
        assertThat(received.get(0)).isEqualTo(bytes);
        await(() -> octets() == 0 && chunks() == 0, "the body goes");
    }

    @Test
    void whatWaits_outlivesANewEncryptionKey() {
        EmailService service = stand.service();
        stand.outbox.pause(stand.alice.address());
        byte[] bytes = new byte[500_000];
        new Random(2).nextBytes(bytes);
        OutboxEntry entry = service.submit(
                mail("Sealed").attachment(Document.of("a.bin", "", bytes)).build(), "");
        assertThat(chunks()).isGreaterThan(2);
        assertThat(Stores.rekey(stand.store.store())).isGreaterThan((int) chunks());
        stand.outbox.resume(stand.alice.address());
        assertThat(await(entry, State.SENT).subject()).isEqualTo("Sealed");
        assertThat(new String(stand.sandbox.messages(bob).get(0), StandardCharsets.ISO_8859_1).replaceAll("\\s", ""))
                .contains(Base64.getEncoder().encodeToString(bytes));
    }

    @Test
    void sameKey_isTheSameMail_alsoOnceItWasSent() {
        EmailService service = stand.service();
        OutboxEntry first = service.submit(mail("One").build(), "case-1");
        await(first, State.SENT);
        OutboxEntry second = service.submit(mail("Two").build(), "case-1");
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.state()).isEqualTo(State.SENT);
        assertThat(stand.outbox.list(10)).hasSize(1);
        assertThat(arrived(bob, "One")).isEqualTo(1);
    }

    @Test
    void sameKeyByManyThreadsAtOnce_isOneMail() throws Exception {
        EmailService service = stand.service();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<OutboxEntry>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> service.submit(mail("Once").build(), "once")));
            }
            for (Future<OutboxEntry> one : all) {
                assertThat(one.get().id()).isEqualTo(all.get(0).get().id());
            }
            await(all.get(0).get(), State.SENT);
        } finally {
            threads.shutdownNow();
        }
        assertThat(arrived(bob, "Once")).isEqualTo(1);
        assertThat(stand.outbox.list(10)).hasSize(1);
    }

    @Test
    void supersede_replacesAMailThatWaits_andLeavesOneThatWasSent() {
        EmailService service = stand.service();
        stand.outbox.pause(stand.alice.address());
        OutboxEntry old = service.submit(mail("Old").build(), "a");
        OutboxEntry same = service.supersede("a", mail("Newer").build(), "a");
        assertThat(find(old).state()).isEqualTo(State.DROPPED);
        assertThat(find(old).cause()).contains(same.id());
        OutboxEntry other = service.supersede("a", mail("Newest").build(), "b");
        assertThat(find(same).state()).isEqualTo(State.DROPPED);
        assertThat(service.supersede("a", mail("Again").build(), "b").id())
                .as("the same mail")
                .isEqualTo(other.id());
        stand.outbox.resume(stand.alice.address());
        await(other, State.SENT);
        OutboxEntry besides = service.supersede("b", mail("Besides").build(), "c");
        assertThat(service.supersede("b", mail("Too late").build(), "b").id()).isEqualTo(other.id());
        await(besides, State.SENT);
        assertThat(stand.sandbox.messages(bob)).hasSize(2);
        assertThat(arrived(bob, "Newest")).isEqualTo(1);
        assertThat(octets()).isZero();
    }

    @Test
    void refusedMail_endsWithTheServersWords_andCanBeRetriedOrDropped() {
        stand.sandbox.exchange().answer(Protocol.SMTP, "RCPT", "550 5.1.10 RESOLVER.ADR.RecipientNotFound");
        EmailService service = stand.service();
        OutboxEntry entry = service.submit(mail("Who").build(), "");
        assertThat(await(entry, State.REFUSED).cause()).contains("5.1.10");
        assertThat(stand.outbox.retry(entry.id())).isTrue();
        await(entry, State.SENT);
        assertThat(stand.outbox.retry(entry.id())).isFalse();
        assertThat(stand.outbox.drop(entry.id())).isFalse();

        stand.sandbox.exchange().answer(Protocol.SMTP, "RCPT", "550 5.1.10 RESOLVER.ADR.RecipientNotFound");
        OutboxEntry other = service.submit(mail("Who else").build(), "");
        await(other, State.REFUSED);
        assertThat(octets()).isPositive();
        assertThat(stand.outbox.drop(other.id().substring(0, 8))).isTrue();
        assertThat(find(other).state()).isEqualTo(State.DROPPED);
        assertThat(stand.outbox.retry(other.id())).as("its body is gone").isFalse();
        assertThat(octets()).isZero();
    }

    @Test
    void deferredMail_isTriedLater_andOthersGoOn_untilAfterFiveDaysItIsGivenUp() {
        EmailService service = stand.service("limit.connections", "1");
        stand.sandbox.exchange().answer(Protocol.SMTP, "RCPT", "450 4.2.0 Try later");
        OutboxEntry late = service.submit(mail("Late").build(), "");
        OutboxEntry next = awaitTry(late, 1);
        assertThat(next.cause()).contains("450 4.2.0");
        assertThat(next.nextTry().orElseThrow())
                .as("the table's 15 minutes, and jitter")
                .isAfterOrEqualTo(stand.now.plus(Duration.ofMinutes(15)));
        OutboxEntry other = service.submit(mail("Other").build(), "");
        await(other, State.SENT);
        assertThat(find(late).tries()).isEqualTo(1);

        stand.sandbox.exchange().answer(Protocol.SMTP, "RCPT", "450 4.2.0 Try later");
        stand.now = stand.now.plus(Duration.ofMinutes(30));
        awaitTry(late, 2);
        stand.sandbox.exchange().answer(Protocol.SMTP, "RCPT", "450 4.2.0 Try later");
        stand.now = stand.now.plus(Duration.ofDays(5));
        assertThat(await(late, State.REFUSED).cause()).contains("5 days").contains("450 4.2.0");
    }

    @Test
    void connectionThatDiesBeforeTheBody_isNoDoubt_andTheMailIsSentLater() {
        FaultProxy proxy = stand.sandbox.proxy(Protocol.SMTP).cut(After.line(Direction.TO_SERVER, "DATA"));
        EmailService service = stand.service("smtp.port", String.valueOf(proxy.port()));
        OutboxEntry entry = service.submit(mail("Cut").build(), "");
        awaitTry(entry, 1);
        proxy.heal();
        assertThat(arrived(bob, "Cut")).isZero();
        stand.now = stand.now.plus(Duration.ofMinutes(10));
        assertThat(await(entry, State.SENT).tries()).isEqualTo(2);
        assertThat(arrived(bob, "Cut")).isEqualTo(1);
    }

    @Test
    void lostAnswer_isLookedUpInSentItems_andNeverSentAgain() {
        FaultProxy proxy = stand.sandbox.proxy(Protocol.SMTP).cut(After.line(Direction.TO_SERVER, "."));
        EmailService service = stand.service("smtp.port", String.valueOf(proxy.port()));
        OutboxEntry entry = service.submit(mail("Doubt").build(), "");
        OutboxEntry sent = await(entry, State.SENT);
        assertThat(sent.cause()).contains("Sent Items");
        assertThat(arrived(bob, "Doubt")).isEqualTo(1);
        assertThat(octets()).isZero();
    }

    @Test
    void lostAnswer_thatSentItemsDoNotHave_staysInDoubt_untilAPersonDecides() {
        stand.sandbox.exchange().keepSentItems(false);
        FaultProxy proxy = stand.sandbox.proxy(Protocol.SMTP).cut(After.line(Direction.TO_SERVER, "."));
        EmailService service = stand.service("smtp.port", String.valueOf(proxy.port()));
        OutboxEntry entry = service.submit(mail("Doubt").build(), "");
        await(entry, State.IN_DOUBT);
        proxy.heal();
        for (int i = 0; i < 4; i++) {
            stand.now = stand.now.plus(Duration.ofMinutes(3));
            OutboxEntry other = service.submit(mail("Between " + i).build(), "");
            await(other, State.SENT);
        }
        OutboxEntry doubt = find(entry);
        assertThat(doubt.state()).isEqualTo(State.IN_DOUBT);
        assertThat(doubt.cause()).contains("may have been sent or not");
        assertThat(arrived(bob, "Doubt")).isEqualTo(1);
        assertThat(stand.outbox.retry(entry.id())).isTrue();
        await(entry, State.SENT);
        assertThat(arrived(bob, "Doubt")).isEqualTo(2);
    }

    @Test
    void mailboxThatNeedsASignIn_waitsWithoutTries_andDrainsOnceItHasCome() {
        EmailService service = stand.service();
        stand.sandbox.failAllTokenRequests(AuthorityFailure.aadsts(50173));
        List<OutboxEntry> entries = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            entries.add(service.submit(mail("s" + i).build(), ""));
        }
        await(
                () -> stand.outbox.mailboxes().stream()
                        .anyMatch(box ->
                                box.restsUntil().isPresent() && box.cause().contains("ign in")),
                "a rest");
        for (int i = 0; i < 5; i++) {
            stand.now = stand.now.plus(Duration.ofMinutes(20));
        }
        await(() -> find(entries.get(0)).cause().contains("ign in"), "a cause");
        stand.sandbox.clearTokenFailures();
        stand.service(); // with a new refresh token
        entries.forEach(entry -> assertThat(await(entry, State.SENT).tries()).isEqualTo(1));
    }

    @Test
    void pausedMailbox_sendsNothing_untilItIsResumed() {
        EmailService service = stand.service();
        stand.outbox.pause(stand.alice.address().toUpperCase(java.util.Locale.ROOT));
        OutboxEntry entry = service.submit(mail("Pause").build(), "");
        await(() -> find(entry).cause().startsWith("Paused"), "its cause");
        assertThat(stand.outbox.mailboxes()).singleElement().satisfies(box -> {
            assertThat(box.paused()).isTrue();
            assertThat(box.waiting()).isEqualTo(1);
        });
        assertThat(find(entry).state()).isEqualTo(State.WAITING);
        stand.outbox.resume(stand.alice.address());
        await(entry, State.SENT);
        assertThat(stand.outbox.mailboxes()).isEmpty();
    }

    @Test
    void mailOfAMailboxThatNoPageServes_waits_andSaysSo_andGoesOutByNoOther() {
        EmailService service = stand.service();
        stand.outbox.pause(stand.alice.address());
        OutboxEntry entry = service.submit(mail("Left").build(), "");
        ((EmailServiceComponent) service).deactivate();
        stand.outbox.resume(stand.alice.address());
        EmailService other =
                stand.service("smtp.user", bob.address(), ".refresh.token", stand.sandbox.newRefreshToken(bob));
        OutboxEntry bobs = other.submit(
                Email.builder()
                        .from(bob.address())
                        .to(bob.address())
                        .subject("Bob's")
                        .build(),
                "");
        await(bobs, State.SENT);
        assertThat(find(entry).state()).isEqualTo(State.WAITING);
        assertThat(arrived(bob, "Left")).isZero();
        ((EmailServiceComponent) other).deactivate();
        stand.service();
        await(entry, State.SENT);
    }

    @Test
    void fullOutbox_refusesAtSubmit_andTakesMailAgainOnceThereIsRoom() {
        EmailService service = stand.service("outbox.size", "1");
        stand.outbox.pause(stand.alice.address());
        Document document = Document.of("a.bin", "", new byte[600_000]);
        OutboxEntry first = service.submit(mail("First").attachment(document).build(), "");
        EmailException full = catchThrowableOfType(
                EmailException.class,
                () -> service.submit(mail("Second").attachment(document).build(), "second"));
        assertThat(full.kind()).isEqualTo(Kind.TEMPORARY);
        assertThat(full).hasMessageContaining("Outbox Size").hasMessageContaining("1 MB");
        assertThat(full.retryAfter()).isPresent();
        assertThat(stand.outbox.list(10)).hasSize(1);
        await(() -> octets() == first.size(), "no trace of the second");
        stand.outbox.resume(stand.alice.address());
        await(first, State.SENT);
        await(() -> octets() == 0, "room");
        await(service.submit(mail("Second").attachment(document).build(), "second"), State.SENT);
    }

    @Test
    void documentThatCannotBeRead_isNamed_andLeavesNothing() {
        EmailService service = stand.service();
        Document broken = new Document("broken.bin", "", () -> {
            throw new java.io.IOException("torn");
        });
        EmailException refused = catchThrowableOfType(
                EmailException.class,
                () -> service.submit(mail("Broken").attachment(broken).build(), ""));
        assertThat(refused.kind()).isEqualTo(Kind.MESSAGE);
        assertThat(refused).hasMessageContaining("broken.bin");
        assertThat(stand.outbox.list(10)).isEmpty();
        assertThat(octets()).isZero();
    }

    @Test
    void mailToMoreThanOneMessageMayHave_goesInParts_eachOnDisk() {
        EmailService service = stand.service("limit.recipients.per.message", "2");
        User carol = stand.sandbox.exchange().sharedMailbox("team", "alice");
        Email.Builder mail = mail("Parts").cc(Address.of(carol.address()));
        mail.bcc(Address.of(stand.alice.address()));
        OutboxEntry sent = await(service.submit(mail.build(), ""), State.SENT);
        assertThat(sent.recipients()).hasSize(3);
        for (User user : List.of(bob, carol, stand.alice)) {
            assertThat(arrived(user, "Parts")).as(user.address()).isEqualTo(1);
        }
    }

    @Test
    void endedMail_isForgottenAfterItsDays_andItsKeyLater() {
        EmailService service = stand.service("keep.sent", "30");
        OutboxEntry keyed = service.submit(mail("Keyed").build(), "key");
        OutboxEntry plain = service.submit(mail("Plain").build(), "");
        await(keyed, State.SENT);
        await(plain, State.SENT);
        stand.now = stand.now.plus(Duration.ofDays(31));
        await(() -> stand.outbox.list(10).isEmpty(), "both are tidied");
        OutboxEntry again = service.submit(mail("Keyed").build(), "key");
        assertThat(again.id()).isEqualTo(keyed.id());
        assertThat(again.state()).isEqualTo(State.SENT);
        assertThat(again.recipients()).isEmpty();
        stand.now = stand.now.plus(Duration.ofDays(60));
        await(() -> !service.submit(mail("Keyed").build(), "key").id().equals(keyed.id()), "a new mail");
    }

    @Test
    void nothingOfAMail_isReadableInTheDatabase() {
        EmailService service = stand.service();
        stand.outbox.pause(stand.alice.address());
        service.submit(mail("Confidential subject").text("Confidential body").build(), "");
        String all = stand.store.store().transact(OutboxRows.SCHEMA, connection -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            PrintStream lines = new PrintStream(out, true, StandardCharsets.UTF_8);
            for (String table : List.of("outbox_mail", "outbox_chunk")) {
                try (var sql = connection.createStatement();
                        var row = sql.executeQuery("SELECT * FROM " + table)) {
                    while (row.next()) {
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            lines.println(row.getString(i));
                        }
                    }
                }
            }
            return out.toString(StandardCharsets.UTF_8);
        });
        assertThat(all).contains("1:").doesNotContain("Confidential").doesNotContain(bob.address());
    }
}

package io.posthorn.endpoint.internal.ledger;

import io.posthorn.email.MailId;
import io.posthorn.store.internal.OpenStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;

/** What the ledger promises, on every database. */
abstract class LedgerContract {

    private static final Facts FACTS = new Facts("bob@contoso.test", "An order", "");

    private OpenStore store;
    private Instant now = Instant.parse("2026-11-26T10:00:00Z");
    private Ledger ledger;

    abstract OpenStore open();

    @BeforeEach
    void start() {
        store = open();
        ledger = new Ledger(store, () -> now, Ledger.LEASE, "orders", "orders@contoso.test", "INBOX");
    }

    @AfterEach
    void stop() {
        store.close();
    }

    private Ledger otherProcess() {
        return new Ledger("other/", store, () -> now, Ledger.LEASE, "orders", "orders@contoso.test", "inbox");
    }

    private static MailId mail(String uid) {
        return new MailId(1, uid, 100);
    }

    private Claim.Taken take(String uid, String identity) {
        return (Claim.Taken) ledger.claim(mail(uid), identity, FACTS);
    }

    @Test
    void aMail_isClaimedByOneOfManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Claim>> all = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                Ledger one = i % 2 == 0 ? ledger : otherProcess();
                if (i % 2 == 1 && store.isExclusive()) {
                    continue; // there is no other process on an embedded database
                }
                all.add(() -> one.claim(mail("7"), "same", FACTS));
            }
            int taken = 0;
            for (Future<Claim> claim : threads.invokeAll(all)) {
                taken += claim.get() instanceof Claim.Taken ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void whatIsCommitted_isNeverTakenAgain_underAnyUid() {
        Claim.Taken taken = take("1", "same");
        assertThat(ledger.end(taken, State.COMMITTED, FACTS)).isTrue();
        ledger.letGo(taken);
        for (MailId mail : List.of(mail("1"), mail("2"), new MailId(9, "1", 100))) {
            Claim.Ended ended = (Claim.Ended) ledger.claim(mail, "same", FACTS);
            assertThat(ended.id()).isEqualTo(taken.id());
            ledger.letGo(ended);
        }
        ledger.tidied(taken.id(), State.COMMITTED);
        assertThat(ledger.known(1, Set.of("1")).get("1").state()).isEqualTo(State.DONE);
        assertThat(ledger.claim(mail("3"), "same", FACTS)).isInstanceOf(Claim.Ended.class);
    }

    @Test
    void whatIsCommitted_isTidiedByOne_untilHeLetsItGo() {
        Claim.Taken taken = take("1", "same");
        ledger.end(taken, State.FAILED, FACTS);
        assertThat(ledger.claim(mail("1"), "same", FACTS)).isInstanceOf(Claim.Busy.class);
        assertThat(ledger.renew(taken)).isTrue();
        assertThat(ledger.end(taken, State.COMMITTED, FACTS)).isFalse();
        ledger.letGo(taken);
        assertThat(ledger.renew(taken)).isFalse();
        Claim.Held second = (Claim.Ended) ledger.claim(mail("1"), "same", FACTS);
        assertThat(ledger.claim(mail("1"), "same", FACTS)).isInstanceOf(Claim.Busy.class);
        ledger.tidied(second.id(), State.FAILED);
        assertThat(((Claim.Ended) ledger.claim(mail("1"), "same", FACTS)).state())
                .isEqualTo(State.QUARANTINED);
    }

    @Test
    void whatItsServerHasMovedBeforeItDied_isTidy() {
        ledger.end(take("1", "one"), State.FAILED, FACTS);
        ledger.end(take("2", "two"), State.COMMITTED, FACTS);
        ledger.tidyGone(1, Set.of());
        assertThat(ledger.known(1, Set.of("1")).get("1").state()).isEqualTo(State.FAILED);
        now = now.plus(Duration.ofMinutes(11));
        ledger.tidyGone(1, Set.of("2"));
        assertThat(ledger.known(1, Set.of("1")).get("1").state()).isEqualTo(State.QUARANTINED);
        assertThat(ledger.known(1, Set.of("2")).get("2").state()).isEqualTo(State.COMMITTED);
    }

    @Test
    void withAnotherUidValidity_theSameUidIsAnotherMail() {
        ledger.end(take("1", "first"), State.COMMITTED, FACTS);
        assertThat(ledger.claim(new MailId(2, "1", 100), "second", FACTS)).isInstanceOf(Claim.Taken.class);
    }

    @Test
    void twoMailsWithoutMessageId_areTwo() {
        ledger.end(take("1", ""), State.COMMITTED, FACTS);
        assertThat(ledger.claim(mail("2"), "", FACTS)).isInstanceOf(Claim.Taken.class);
    }

    @Test
    void aFailedMail_comesAgainWhenItIsDue_withTheNextAttempt() {
        Claim.Taken first = take("1", "same");
        ledger.later(first, now.plusSeconds(30), FACTS.because("The service has failed."));
        assertThat(ledger.claim(mail("1"), "same", FACTS)).isEqualTo(new Claim.Later(now.plusSeconds(30)));
        now = now.plusSeconds(30);
        Claim.Taken second = take("1", "same");
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.attempt()).isEqualTo(2);
    }

    @Test
    void aDisturbedMail_hasNotBeenTried() {
        ledger.disturbed(take("1", "same"), now, FACTS);
        Claim.Taken again = take("1", "same");
        assertThat(again.attempt()).isEqualTo(1);
        assertThat(again.disturbed()).isEqualTo(1);
    }

    @Test
    void whatWasAnswered_isKnownAfterACrash() {
        Claim.Taken taken = take("1", "same");
        ledger.answered(taken, Set.of(1, 3));
        ledger.later(taken, now, FACTS);
        assertThat(take("1", "same").done()).containsExactlyInAnyOrder(1, 3);
    }

    @Test
    void aLostClaim_commitsNothing() {
        Claim.Taken first = take("1", "same");
        ledger.later(first, now, FACTS);
        Claim.Taken second = take("1", "same");
        assertThat(ledger.end(first, State.COMMITTED, FACTS)).isFalse();
        assertThat(ledger.renew(first)).isFalse();
        assertThat(ledger.renew(second)).isTrue();
        assertThat(ledger.end(second, State.COMMITTED, FACTS)).isTrue();
    }

    @Test
    void aDeadServersClaim_isTakenOver_atOnceOnAnEmbeddedDatabase_orWhenItsLeaseIsOver() {
        ledger.claim(mail("1"), "same", FACTS);
        Claim other = otherProcess().claim(mail("1"), "same", FACTS);
        assertThat(other).isInstanceOf(store.isExclusive() ? Claim.Taken.class : Claim.Busy.class);
    }

    @Test
    void quarantine_isListedAndReleased_andTheTriesBeginAnew() {
        Claim.Taken taken = take("1", "same");
        ledger.end(taken, State.FAILED, FACTS.because("It has failed."));
        ledger.tidied(taken.id(), State.FAILED);
        assertThat(ledger.quarantine()).singleElement().satisfies(mail -> {
            assertThat(mail.cause()).isEqualTo("It has failed.");
            assertThat(mail.subject()).isEqualTo("An order");
        });
        ledger.release(taken.id());
        assertThat(ledger.quarantine()).isEmpty();
        Claim.Taken again = take("8", "same");
        assertThat(again.id()).isEqualTo(taken.id());
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(again.tries()).isEqualTo(1);
    }

    @Test
    void aMailThatAPersonMovesBackFromQuarantine_isTriedAnew() {
        Claim.Taken taken = take("1", "same");
        ledger.end(taken, State.FAILED, FACTS);
        ledger.tidied(taken.id(), State.FAILED);
        assertThat(take("9", "same").tries()).isEqualTo(1);
    }

    @Test
    void aReleasedMailWithoutMessageId_isANewOne() {
        Claim.Taken taken = take("1", "");
        ledger.end(taken, State.QUARANTINED, FACTS);
        ledger.movedBack(taken.id());
        assertThat(ledger.known(1, Set.of("1"))).isEmpty();
    }

    @Test
    void aPause_isSeenByEveryServer() {
        ledger.pause(true);
        ledger.pause(true);
        assertThat(otherProcess().isPaused()).isTrue();
        otherProcess().pause(false);
        assertThat(ledger.isPaused()).isFalse();
    }

    @Test
    void whatADeadServerHasMovedAway_isTidy_alsoInAFolderThatIsEmpty() {
        ledger.end(take("1", "one"), State.COMMITTED, FACTS);
        now = now.plus(Duration.ofHours(2));
        ledger.tidyGone(-1, Set.of()); // what is empty tells no UIDVALIDITY
        assertThat(ledger.known(1, Set.of("1")).get("1").state()).isEqualTo(State.DONE);
    }

    @Test
    void whatWasDoneLongAgo_isForgotten_unlessItIsStillThere() {
        ledger.end(take("1", "one"), State.DONE, FACTS);
        ledger.end(take("2", "two"), State.DONE, FACTS);
        now = now.plus(Duration.ofDays(91));
        ledger.forgetOld(1, Set.of("2"));
        assertThat(ledger.known(1, Set.of("1", "2"))).containsOnlyKeys("2");
    }

    @Test
    void factsAreSealed() {
        assertThat(Facts.ofText(FACTS.because("a\nb").text())).isEqualTo(FACTS.because("a b"));
        take("1", "same");
        String sealed = store.transact(
                Tables.SCHEMA,
                connection -> io.posthorn.store.Sql.first(
                                connection, "SELECT facts FROM endpoint_mail", row -> row.getString(1))
                        .orElseThrow());
        assertThat(sealed).doesNotContain("An order");
    }
}

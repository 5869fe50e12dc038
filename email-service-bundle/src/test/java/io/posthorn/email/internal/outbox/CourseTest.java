package io.posthorn.email.internal.outbox;

import io.posthorn.email.Address;
import io.posthorn.email.DsnRequest;
import io.posthorn.email.DsnRequest.Notify;
import io.posthorn.email.Email.Delivery;
import io.posthorn.email.RecipientOutcome;
import io.posthorn.email.RecipientOutcome.State;
import io.posthorn.email.internal.outbox.Addressee.Fate;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a mail after an attempt, recipient by recipient. */
class CourseTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Address A = Address.of("a@b.test");
    private static final Address B = new Address("Bé", "b@b.test");
    private static final Address C = Address.of("c@b.test");

    private final Course course = new Course(new Backoff(Duration.ofMinutes(2), Duration.ofHours(4), () -> 0));

    private static Facts facts(Delivery delivery, Address... addresses) {
        return new Facts(
                "Subject",
                A,
                List.of(addresses).stream().map(Addressee::of).toList(),
                delivery,
                Optional.of(DsnRequest.on(Notify.FAILURE, Notify.DELAY)),
                true,
                "");
    }

    private static Entry entry(int tries, Optional<Instant> deferred) {
        return new Entry(
                "id",
                "",
                Entry.ENDING,
                "m",
                "<i@b>",
                "",
                1,
                1,
                NOW,
                tries,
                Optional.of(NOW),
                deferred,
                Optional.empty(),
                "",
                1);
    }

    private static RecipientOutcome outcome(Address address, State state) {
        return new RecipientOutcome(address, state, state + " said\tso");
    }

    private static List<Address> next(Ending ending, int most) {
        return ending.facts().next("<i@b>", most).recipients();
    }

    @Test
    void whoHasIt_isNeverSentItAgain_whoIsDeferred_is() {
        Facts facts = facts(Delivery.PER_RECIPIENT, A, B, C);
        Verdict mixed = new Verdict.Accepted(
                List.of(outcome(A, State.ACCEPTED), outcome(B, State.DEFERRED), outcome(C, State.REFUSED)));
        Ending ending = course.after(entry(0, Optional.empty()), facts, List.of(A, B, C), mixed, NOW);
        assertThat(ending.state()).isEqualTo(Entry.WAITING);
        assertThat(ending.tries()).isEqualTo(1);
        assertThat(ending.nextTry()).isEqualTo(NOW.plusSeconds(120).toEpochMilli());
        assertThat(next(ending, 0)).containsExactly(B);
        Ending end = course.after(
                entry(1, Optional.of(NOW)),
                ending.facts(),
                List.of(B),
                new Verdict.Accepted(List.of(outcome(B, State.ACCEPTED))),
                NOW);
        assertThat(end.state()).isEqualTo(Entry.SENT);
        assertThat(end.facts().cause()).contains("c@b.test");
    }

    @Test
    void outcomesOfAFailure_count() {
        Facts facts = facts(Delivery.ALL_OR_NOTHING, A, B, C);
        Verdict refused = new Verdict.Refused(
                List.of(outcome(A, State.ACCEPTED), outcome(B, State.REFUSED)), "B is unknown.", false);
        Ending ending = course.after(entry(0, Optional.empty()), facts, List.of(A, B), refused, NOW);
        assertThat(ending.state()).as("another part is left").isEqualTo(Entry.WAITING);
        assertThat(next(ending, 2)).containsExactly(C);
        Ending end = course.after(
                entry(0, Optional.empty()), ending.facts(), List.of(C), new Verdict.Accepted(List.of()), NOW);
        assertThat(end.state()).isEqualTo(Entry.REFUSED);
        assertThat(end.facts().cause()).contains("Sent to 2, refused for b@b.test");
        assertThat(end.facts().again().next("", 0).recipients())
                .as("for a retry")
                .containsExactly(B);
    }

    @Test
    void parts_followEachOtherAtOnce_withoutATry() {
        Facts facts = facts(Delivery.ALL_OR_NOTHING, A, B, C);
        Ending ending =
                course.after(entry(0, Optional.empty()), facts, List.of(A, B), new Verdict.Accepted(List.of()), NOW);
        assertThat(ending.state()).isEqualTo(Entry.WAITING);
        assertThat(ending.nextTry()).isEqualTo(NOW.toEpochMilli());
        assertThat(ending.tries()).isZero();
        assertThat(next(ending, 2)).containsExactly(C);
    }

    @Test
    void aMailThatIsRefusedAsAWhole_isNotTriedForOthers() {
        Ending ending = course.after(
                entry(0, Optional.empty()),
                facts(Delivery.ALL_OR_NOTHING, A, B, C),
                List.of(A),
                new Verdict.Refused(List.of(), "Too large.", true),
                NOW);
        assertThat(ending.state()).isEqualTo(Entry.REFUSED);
        assertThat(ending.facts().cause()).isEqualTo("Too large.");
    }

    @Test
    void waits_growToTheirBound_andAreNeverShorterThanTheTables() {
        Backoff backoff = new Backoff(Duration.ofMinutes(2), Duration.ofHours(4), () -> 0);
        assertThat(backoff.after(1)).isEqualTo(Duration.ofMinutes(2));
        assertThat(backoff.after(3)).isEqualTo(Duration.ofMinutes(8));
        assertThat(backoff.after(1000)).isEqualTo(Duration.ofHours(4));
        assertThat(new Backoff(Duration.ofMinutes(2), Duration.ofHours(4), () -> 1).after(1))
                .isEqualTo(Duration.ofSeconds(150));
        Verdict later = new Verdict.Deferred(List.of(), "Later.", Optional.of(Duration.ofHours(1)));
        Ending ending =
                course.after(entry(0, Optional.empty()), facts(Delivery.ALL_OR_NOTHING, A), List.of(A), later, NOW);
        assertThat(ending.nextTry())
                .isGreaterThanOrEqualTo(NOW.plusSeconds(3600).toEpochMilli());
        assertThat(ending.deferredAt()).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void facts_areTheSameAfterTheStore() {
        Facts facts = facts(Delivery.PER_RECIPIENT, A, B)
                .all(List.of(B), Fate.SERVED, "250 2.0.0\tOK\r\nreally")
                .because("Said\r\nso");
        assertThat(FactsText.parse(FactsText.of(facts))).isEqualTo(facts);
        assertThat(facts.cause()).isEqualTo("Said so");
    }

    @Test
    void searches_endAfterTenMinutes() {
        assertThat(DoubtSearch.next(NOW, NOW)).isEqualTo(NOW.plusSeconds(5).toEpochMilli());
        assertThat(DoubtSearch.next(NOW, NOW.plusSeconds(590)))
                .isEqualTo(NOW.plusSeconds(600).toEpochMilli());
        assertThat(DoubtSearch.next(NOW, NOW.plusSeconds(600))).isNull();
    }
}

package io.posthorn.email.internal.outbox;

import io.posthorn.email.Address;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.RecipientOutcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Every kind of failure, with what it means; one of a peer's classifiers said the opposite of its flag. */
class VerdictTest {

    @ParameterizedTest
    @CsvSource({
        "MESSAGE, false, false, Refused",
        "RECIPIENT, false, true, Refused",
        "TEMPORARY, true, false, Resting",
        "TEMPORARY, true, true, Resting",
        "TEMPORARY, false, true, Deferred",
        "TEMPORARY, false, false, Deferred",
        "SIGN_IN_NEEDED, false, false, Resting",
        "MAILBOX, false, true, Resting",
        "APPLICATION, false, false, Resting",
        "TENANT, false, false, Resting",
        "IN_DOUBT, false, true, InDoubt",
        "IN_DOUBT, false, false, Deferred"
    })
    void everyFailure_hasItsMeaning(Kind kind, boolean wholeMailbox, boolean ending, String verdict) {
        EmailException e =
                new EmailException(kind, "", "It failed.", Duration.ofMinutes(1), wholeMailbox, List.of(), null);
        Verdict found = Verdict.of(e, ending);
        assertThat(found.getClass().getSimpleName()).isEqualTo(verdict);
        assertThat(found.cause()).isEqualTo("It failed.");
    }

    @ParameterizedTest
    @CsvSource({"true, InDoubt", "false, Deferred"})
    void aFaultOfOurs_isNoLossAndNoDouble(boolean ending, String verdict) {
        assertThat(Verdict.of((Throwable) new IllegalStateException("oops"), ending)
                        .getClass()
                        .getSimpleName())
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"450 4.2.0 later, Deferred", "'', Deferred"})
    void whatIsSaidOfRecipients_isNotTheMailboxs(String reply, String verdict) {
        RecipientOutcome outcome = new RecipientOutcome(Address.of("a@b.test"), RecipientOutcome.State.DEFERRED, reply);
        EmailException e = new EmailException(Kind.TEMPORARY, reply, "Later.", null, List.of(outcome), null);
        assertThat(Verdict.of(e, false).getClass().getSimpleName()).isEqualTo(verdict);
    }
}

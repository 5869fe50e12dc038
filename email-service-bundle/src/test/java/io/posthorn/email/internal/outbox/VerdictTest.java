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
        "MESSAGE, 554 5.3.4 too large, false, Refused",
        "RECIPIENT, 550 5.1.1 unknown, true, Refused",
        "TEMPORARY, '', false, Resting",
        "TEMPORARY, 432 4.3.2 Concurrent connections limit exceeded, true, Resting",
        "TEMPORARY, 554 5.2.0 SubmissionQuotaExceededException, true, Resting",
        "TEMPORARY, 421 4.3.2 closing, true, Resting",
        "TEMPORARY, 550 5.2.121 recipient hour, true, Deferred",
        "TEMPORARY, [EOF], false, Deferred",
        "SIGN_IN_NEEDED, '', false, Resting",
        "MAILBOX, 554 5.2.2 mailbox full, true, Resting",
        "APPLICATION, '', false, Resting",
        "TENANT, 535 5.7.139 policy, false, Resting",
        "IN_DOUBT, '', true, InDoubt",
        "IN_DOUBT, '', false, Deferred"
    })
    void everyFailure_hasItsMeaning(Kind kind, String reply, boolean ending, String verdict) {
        EmailException e = new EmailException(kind, reply, "It failed.", Duration.ofMinutes(1), List.of(), null);
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

package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.Permission;
import io.posthorn.sandbox.AuthorityFailure;
import io.posthorn.sandbox.Gate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

/** Real databases that cannot be written to, and an authority that kills what it has replaced. */
class StoreTroubleTest {

    private static final Duration ALMOST_EXPIRED = Duration.ofMinutes(52);
    private static final Duration REST = Duration.ofSeconds(31);

    private static final int TRIES = 4;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void storeThatCannotBeWritten_isNamed_whileTheCurrentTokenServes_andIsUsedAgainAfterwards(Trouble.Kind kind)
            throws Exception {
        try (Trouble trouble = kind.in(folder);
                Rig rig = rig(trouble);
                OAuthAccount account = rig.accounts.open(client(rig))) {
            AccessToken current = account.token(Permission.SMTP_SEND);
            rig.pass(ALMOST_EXPIRED);
            trouble.begin();
            for (int i = 0; i < TRIES; i++) {
                trouble.goOn();
                assertThat(account.token(Permission.SMTP_SEND)).isEqualTo(current);
                assertThat(failure(rig)).contains("could not be stored");
                rig.pass(REST);
            }
            assertThat(failure(rig)).contains(trouble.says());
            trouble.end();
            awaitAnother(current, rig, account);
            assertThat(rig.tokenRequests()).isEqualTo(2);
            assertThat(rig.accounts.accounts().get(0).lastFailure()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void answerThatCannotBeStored_isKept_andCommittedLater_withoutASecondRequest(Trouble.Kind kind) throws Exception {
        try (Trouble trouble = kind.in(folder);
                Rig rig = rig(trouble);
                OAuthAccount account = rig.accounts.open(client(rig))) {
            AccessToken current = account.token(Permission.SMTP_SEND);
            rig.pass(ALMOST_EXPIRED);
            Gate gate = new Gate();
            rig.sandbox.failTokenRequests(AuthorityFailure.slow(gate));
            CompletableFuture<AccessToken> asked =
                    CompletableFuture.supplyAsync(() -> account.token(Permission.SMTP_SEND), rig.threads);
            gate.awaitArrivals(1);
            trouble.begin();
            gate.open();
            assertThat(asked.get()).isEqualTo(current);
            for (int i = 1; i < TRIES; i++) {
                rig.pass(REST);
                trouble.goOn();
                assertThat(account.token(Permission.SMTP_SEND)).isEqualTo(current);
                assertThat(failure(rig)).contains("could not be stored");
            }
            assertThat(failure(rig)).contains(trouble.says());
            trouble.end();
            awaitAnother(current, rig, account);
            assertThat(rig.tokenRequests())
                    .as("the answer was kept, not asked for again")
                    .isEqualTo(2);
            rig.pass(Duration.ofMinutes(61));
            assertThat(account.token(Permission.SMTP_SEND))
                    .as("the kept refresh token lives")
                    .isNotNull();
        }
    }

    /** Connections from before may be dead, each for one try. */
    private static void awaitAnother(AccessToken current, Rig rig, OAuthAccount account) {
        for (int i = 0; i < TRIES; i++) {
            rig.pass(REST);
            if (!account.token(Permission.SMTP_SEND).equals(current)) {
                return;
            }
        }
        throw new AssertionError(failure(rig));
    }

    private Rig rig(Trouble trouble) {
        return new Rig(folder, trouble.store(), builder -> builder.rotationKillsOldToken(true));
    }

    private static OAuthClient client(Rig rig) {
        return rig.client(rig.seed());
    }

    private static String failure(Rig rig) {
        return rig.accounts.accounts().get(0).lastFailure().orElseThrow().message();
    }
}

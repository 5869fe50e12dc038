package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is sealed with another key, or was changed, is refused with a sentence, and stays as it is. */
class ForeignKeyTest {

    @TempDir
    private Path folder;

    private String jdbcUrl = "";

    private OpenStore open(boolean postgres, String name) {
        Path own = folder.resolve(name);
        if (!postgres) {
            return Stores.embedded(own);
        }
        jdbcUrl = jdbcUrl.isEmpty() ? Postgres.newDatabase() : jdbcUrl;
        return Postgres.open(jdbcUrl, own);
    }

    @ParameterizedTest(name = "PostgreSQL: {0}")
    @ValueSource(booleans = {false, true})
    void missingForeignOrDamagedKey_isRefused_andNothingIsOverwritten(boolean postgres) throws IOException {
        String foreign = foreignKey();
        OpenStore first = open(postgres, "store");
        try (Rig rig = new Rig(folder, first, builder -> builder)) {
            OAuthClient client = rig.client(rig.seed());
            rig.token(client);
            rig.pass(Duration.ofMinutes(55));
            List<String> before = Rows.all(first);
            int asked = rig.tokenRequests();
            Path key = folder.resolve("store").resolve("encryption.key");
            byte[] good = Files.readAllBytes(key);
            for (String wrong : List.of("", "not a key", foreign)) {
                first.close();
                Files.writeString(key, wrong);
                refuses(rig, client, () -> open(postgres, "store"), before);
                assertThat(Files.readString(key)).isEqualTo(wrong);
            }
            Files.delete(key);
            refuses(rig, client, () -> open(postgres, "store"), before);
            assertThat(key).doesNotExist();
            assertThat(rig.tokenRequests()).isEqualTo(asked);
            Files.write(key, good);
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            try (OpenStore again = open(postgres, "store");
                    OAuthAccount account = rig.server(again, Rig.LEASE).open(client)) {
                assertThat(account.token(Permission.SMTP_SEND)).isNotNull();
            }
        }
    }

    private String foreignKey() throws IOException {
        try (OpenStore other = Stores.embedded(folder.resolve("other"))) {
            other.seal("", JdbcTokenStore.REFRESH_TOKEN, "");
        }
        return Files.readString(folder.resolve("other").resolve("encryption.key"));
    }

    private static void refuses(Rig rig, OAuthClient client, Supplier<OpenStore> opened, List<String> before) {
        try (OpenStore store = opened.get();
                OAuthAccount account = rig.server(store, Rig.LEASE).open(client)) {
            assertThatThrownBy(() -> account.token(Permission.SMTP_SEND))
                    .isInstanceOfSatisfying(
                            TokenException.class, e -> assertThat(e.kind()).isEqualTo(Kind.APP_CONFIGURATION))
                    .hasMessageContaining("encryption.key");
            assertThat(Rows.all(store)).isEqualTo(before);
        }
    }

    @ParameterizedTest(name = "PostgreSQL: {0}")
    @ValueSource(booleans = {false, true})
    void changedValue_isRefused_andLeftAsItIs_whileTheTokenInMemoryServes(boolean postgres) {
        OpenStore store = open(postgres, "store");
        try (Rig rig = new Rig(folder, store, builder -> builder)) {
            OAuthClient client = rig.client(rig.seed());
            try (OAuthAccount account = rig.accounts.open(client)) {
                AccessToken token = account.token(Permission.SMTP_SEND);
                rig.pass(Duration.ofMinutes(55));
                Rows.change(store, "UPDATE oauth_account SET refresh_token = SUBSTRING(refresh_token, 1, 100)");
                List<String> before = Rows.all(store);
                assertThat(account.token(Permission.SMTP_SEND)).isEqualTo(token);
                assertThat(rig.accounts
                                .accounts()
                                .get(0)
                                .lastFailure()
                                .orElseThrow()
                                .message())
                        .contains("changed, moved or damaged")
                        .contains("delete that row");
                rig.pass(Duration.ofMinutes(6));
                assertThatThrownBy(() -> account.token(Permission.SMTP_SEND))
                        .isInstanceOfSatisfying(
                                TokenException.class, e -> assertThat(e.kind()).isEqualTo(Kind.APP_CONFIGURATION));
                assertThat(Rows.all(store)).isEqualTo(before);
                assertThat(rig.tokenRequests()).isEqualTo(1);
            }
        }
    }
}

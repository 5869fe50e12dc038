package io.posthorn.store.internal;

import io.posthorn.page.WrongPageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the page says, and the sentences that name its fields. */
class StorePageTest {

    private static final String HEX = "00112233445566778899aabbccddeeff".repeat(2);

    @TempDir
    Path folder;

    @Test
    void anEmptyPage_isTheEmbeddedDatabaseWithAGeneratedKey() {
        StorePage page = page(Map.of());
        assertThat(page.database().description()).isEqualTo("embedded H2 in " + folder);
        assertThat(page.keys()).isInstanceOf(KeyFile.class);
        assertThat(folder).as("before something is stored").isEmptyDirectory();
    }

    @Test
    void aPostgresUrl_isDescribedWithoutItsSecrets() {
        StorePage page = page(Map.of(
                "jdbc_url",
                "jdbc:postgresql://db1,db2:5433/mail?password=planted&user=me",
                "_password",
                "planted too"));
        assertThat(page.database().description()).isEqualTo("PostgreSQL mail at db1:5432,db2:5433");
    }

    @Test
    void aWrongUrl_isRefused_andNotShown() {
        for (String url :
                new String[] {"jdbc:h2:tcp://x/y;PASSWORD=planted", "db.example.com", "jdbc:postgresql://a:x/planted"
                }) {
            assertThatThrownBy(() -> page(Map.of("jdbc_url", url)).database())
                    .isInstanceOf(WrongPageException.class)
                    .hasMessageStartingWith("On the page Store (io.posthorn.store), the field JDBC URL ")
                    .hasMessageContaining("jdbc:postgresql://")
                    .message()
                    .doesNotContain("planted");
        }
    }

    @Test
    void keys_areReadInBothForms_andHaveTheSameName() {
        EncryptionKey key = EncryptionKey.parse(HEX);
        Keyring ring = page(Map.of("_encryption_key", key.secret(), "_previous_encryption_keys", HEX + ", " + HEX))
                .keys()
                .ring(Set.of());
        assertThat(ring.current().id()).isEqualTo(key.id()).matches("[0-9a-f]{16}");
        assertThat(ring.former()).hasSize(2);
        assertThat(ring.toString()).doesNotContain(HEX).doesNotContain(key.secret());
    }

    @Test
    void aWrongKey_isRefused_andNotShown() {
        for (String field : new String[] {"_encryption_key", "_previous_encryption_keys"}) {
            for (String key :
                    new String[] {"planted", HEX.substring(2), "plantedplantedplanted!", "$[secret:planted"}) {
                assertThatThrownBy(() -> page(Map.of(field, key)).keys())
                        .isInstanceOf(WrongPageException.class)
                        .hasMessageContaining("Encryption Key")
                        .hasMessageContaining("openssl rand -base64 32")
                        .message()
                        .doesNotContain(key);
            }
            assertThatThrownBy(() -> page(Map.of(field, "$[secret:store-key]")).keys())
                    .hasMessageContaining("there is no readable file store-key");
        }
    }

    @Test
    void theGeneratedKey_stillOpensWhatItSealed_afterOneIsGivenOnThePage() {
        EncryptionKey generated =
                new KeyFile(new StoreFolder(folder)).ring(Set.of()).current();
        Keyring ring = page(Map.of("_encryption_key", HEX)).keys().ring(Set.of(generated.id()));
        assertThat(ring.current().id()).isNotEqualTo(generated.id());
        assertThat(ring.find(generated.id())).isNotNull();
    }

    @Test
    void aKeyFormerlyOnThePage_stillOpens_afterTheFieldWasEmptied() {
        EncryptionKey former = EncryptionKey.parse(HEX);
        Keys keys = page(Map.of("_previous_encryption_keys", HEX)).keys();
        Keyring ring = keys.ring(Set.of(former.id()));
        assertThat(ring.current().id()).isNotEqualTo(former.id());
        assertThat(keys.settled(keys.renewed(ring)).find(former.id())).isNotNull();
    }

    @Test
    void theFolder_isNeverWhereAFrameworkEmpties() {
        Map<String, String> server = new HashMap<>();
        assertThat(chosen(server)).isEqualTo(Path.of("posthorn/store").toAbsolutePath());
        server.put("sling.home", "/srv/aem");
        assertThat(chosen(server)).isEqualTo(Path.of("/srv/aem/posthorn/store"));
        server.put("karaf.base", "/srv/karaf");
        assertThat(chosen(server)).isEqualTo(Path.of("/srv/karaf/posthorn/store"));
        server.put("posthorn.store.folder", "/etc/posthorn/store");
        assertThat(chosen(server)).isEqualTo(Path.of("/etc/posthorn/store"));
    }

    private static Path chosen(Map<String, String> server) {
        BundleContext context = (BundleContext) Proxy.newProxyInstance(
                StorePageTest.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> server.get((String) arguments[0]));
        StorePageComponent component = new StorePageComponent(config(Map.of()), Map.of(), context);
        return Path.of(component.database().description().replace("embedded H2 in ", ""));
    }

    private StorePage page(Map<String, String> fields) {
        return new StorePage(config(fields), new StoreFolder(folder));
    }

    private static StoreConfig config(Map<String, String> fields) {
        return (StoreConfig) Proxy.newProxyInstance(
                StorePageTest.class.getClassLoader(),
                new Class<?>[] {StoreConfig.class},
                (proxy, method, arguments) ->
                        fields.getOrDefault(method.getName(), String.valueOf(method.getDefaultValue())));
    }
}

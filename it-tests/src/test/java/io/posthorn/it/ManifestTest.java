package io.posthorn.it;

import org.junit.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

import static org.assertj.core.api.Assertions.assertThat;

/** What our bundles say about themselves. */
public class ManifestTest {

    private static final Map<String, String> EXPORTS = Map.of(
            "io.posthorn.store-bundle", "io.posthorn.check;version=\"1.0.0\",io.posthorn.store;version=\"1.0.0\"",
            "io.posthorn.oauth-core-bundle", "io.posthorn.oauth;version=\"1.0.0\"",
            "io.posthorn.email-service-bundle",
                    "io.posthorn.email;version=\"1.0.0\",io.posthorn.email.endpoint;version=\"1.0.0\","
                            + "io.posthorn.email.workflow;version=\"1.0.0\"",
            "io.posthorn.task-notification-bundle",
                    // The second is an API that nobody else need have: see its bnd.bnd.
                    "io.posthorn.task;version=\"1.0.0\",org.osgi.service.useradmin;version=\"1.1.1\"",
            "io.posthorn.email-endpoint-bundle", "io.posthorn.endpoint;version=\"1.0.0\"",
            "io.posthorn.console-bundle", "",
            "io.posthorn.inventory-bundle", "",
            "io.posthorn.demo-bundle", "");

    @Test
    public void eachBundle_exportsItsApiAlone() throws IOException {
        Map<String, String> exports = new TreeMap<>();
        for (Path jar : Installation.ownBundles()) {
            Attributes manifest = manifest(jar);
            String export = manifest.getValue("Export-Package");
            String withoutUses = export == null ? "" : export.replaceAll(";uses:=\"[^\"]*\"", "");
            exports.put(manifest.getValue("Bundle-SymbolicName"), withoutUses);
        }
        assertThat(exports).containsExactlyInAnyOrderEntriesOf(EXPORTS);
    }

    @Test
    public void noBundle_importsWhatOnlyTheCompilerNeeds() throws IOException {
        for (Path jar : Installation.ownBundles()) {
            assertThat(manifest(jar).getValue("Import-Package"))
                    .as(jar.getFileName().toString())
                    .doesNotContain(
                            "jspecify",
                            "javax.validation",
                            "com.cronutils",
                            "io.posthorn.page",
                            "io.posthorn.advice",
                            "errorprone",
                            "io.posthorn.sandbox");
        }
    }

    /** Felix' console has those of Jakarta, and Karaf's has those of javax. */
    @Test
    public void noBundleButThatOfTheFelixConsole_importsServlets() throws IOException {
        for (Path jar : Installation.ownBundles()) {
            boolean ofTheConsole = jar.getFileName().toString().startsWith("console-bundle");
            assertThat(manifest(jar).getValue("Import-Package").contains("servlet"))
                    .as(jar.getFileName().toString())
                    .isEqualTo(ofTheConsole);
        }
    }

    @Test
    public void noManifest_holdsAPathOfTheMachineThatBuiltIt() throws IOException {
        for (Path jar : Installation.ownBundles()) {
            assertThat(manifest(jar).values().toString())
                    .doesNotContain(Installation.root().toString());
        }
    }

    @Test
    public void everySecretOfAPage_isPrivateAndOfTypePassword() throws IOException {
        for (MetaTypeField field : MetaTypeField.all(Installation.ownBundles())) {
            String id = field.id().toLowerCase(Locale.ROOT);
            boolean looksSecret = List.of("password", "secret", "token", "encryption.key").stream()
                    .anyMatch(id::contains);
            assertThat(field.id().startsWith(".")).as(field.id()).isEqualTo(looksSecret);
            assertThat(field.type().equals("Password")).as(field.id()).isEqualTo(looksSecret);
        }
    }

    @Test
    public void everyField_hasALabelAndADescriptionOfItsOwn() throws IOException {
        List<MetaTypeField> fields = MetaTypeField.all(Installation.ownBundles());
        assertThat(fields).hasSizeGreaterThanOrEqualTo(23);
        Map<String, String> labels = new HashMap<>(); // by description: only fields of one label may share it
        for (MetaTypeField field : fields) {
            assertThat(field.label()).as(field.id()).isNotBlank().doesNotStartWith("%");
            assertThat(field.description()).as(field.id()).isNotBlank();
            String other = labels.putIfAbsent(field.description(), field.label());
            assertThat(other).as(field.id()).isIn(null, field.label());
        }
    }

    private static Attributes manifest(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes();
        }
    }
}

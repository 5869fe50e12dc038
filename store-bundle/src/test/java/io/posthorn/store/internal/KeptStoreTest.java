package io.posthorn.store.internal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/** Stores as earlier versions left them. A changed schema or a newer H2 gets a file of the version before. */
class KeptStoreTest {

    @TempDir
    Path folder;

    /** Made with H2 2.5.252 by keeping the value "kept" as "old" with {@link Notes#OLD}. */
    @Test
    void aStoreOfVersion1_isUpgraded_andItsValuesOpen() throws Exception {
        copy("notes-1.mv.db", "posthorn.mv.db");
        Files.writeString(folder.resolve("encryption.key"), "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n");
        Files.setPosixFilePermissions(folder.resolve("encryption.key"), PosixFilePermissions.fromString("rw-------"));
        try (OpenStore store = Stores.embedded(folder)) {
            assertThat(Notes.secret(store, "old")).isEqualTo("kept");
            assertThat(store.<Integer>transact(
                            Notes.SCHEMA,
                            connection ->
                                    Notes.number(connection, "SELECT COUNT(*) FROM notes WHERE author = 'somebody'")))
                    .isEqualTo(1);
        }
    }

    private void copy(String resource, String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(KeptStoreTest.class.getResourceAsStream(resource))) {
            Files.copy(in, folder.resolve(name));
        }
    }
}

package io.posthorn.store.internal;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class EmbeddedStoreTest extends StoreContract {

    @Override
    JdbcStore open(Path keys) {
        return (JdbcStore) Stores.embedded(keys);
    }

    @Test
    void itIsExclusive_andSaysWhereItIs() {
        assertThat(store().isExclusive()).isTrue();
        assertThat(store().description()).isEqualTo("embedded H2 in " + folder);
    }
}

package io.posthorn.store.internal;

import io.posthorn.store.StoreException;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedStoreTest extends StoreContract {

    @Override
    JdbcStore open(Path keys) {
        return (JdbcStore) Stores.embedded(keys);
    }

    /** The assertion went through everything, and the pool went on with what had failed. */
    @Test
    void anAssertionOfH2_isAStoreThatIsAway_andItIsOpenedAnew() {
        Notes.keep(store(), "a", "x");
        AssertionError ofH2 = new AssertionError("v=62 / cnt=0");
        ofH2.setStackTrace(
                new StackTraceElement[] {new StackTraceElement("org.h2.mvstore.MVStore", "store", "MVStore.java", 1)});
        assertThatThrownBy(() -> store().transact(Notes.SCHEMA, connection -> {
                    throw ofH2;
                }))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("It is opened anew");
        assertThat(Notes.secret(store(), "a")).isEqualTo("x");
        Notes.keep(store(), "b", "y");
        assertThatThrownBy(() -> store().transact(Notes.SCHEMA, connection -> {
                    throw new AssertionError("of the caller");
                }))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void itIsExclusive_andSaysWhereItIs() {
        assertThat(store().isExclusive()).isTrue();
        assertThat(store().description()).isEqualTo("embedded H2 in " + folder);
    }
}

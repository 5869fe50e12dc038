package io.posthorn.store.internal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScriptTest {

    @Test
    void statements_endWithASemicolonAtTheEndOfALine() {
        String text =
                "-- first; of all\nCREATE TABLE IF NOT EXISTS a (\n  x INTEGER -- a number;\n);\nUPDATE a SET x = 1;";
        assertThat(Script.parse("a", text).statements()).hasSize(2).last().isEqualTo("UPDATE a SET x = 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE a (x INTEGER);",
                "alter table a add column y integer;",
                "UPDATE a SET x = 1;\nCREATE INDEX IF NOT EXISTS i ON a (x);"
            })
    void aScriptThatCouldNotRunAgain_isRefused(String text) {
        assertThatThrownBy(() -> Script.parse("a-001.sql", text)).hasMessageContaining("a-001.sql could not run again");
    }
}

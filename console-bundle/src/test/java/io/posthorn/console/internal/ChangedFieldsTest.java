package io.posthorn.console.internal;

import org.junit.jupiter.api.Test;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class ChangedFieldsTest {

    @Test
    void aPage_isComparedFieldByField() {
        Dictionary<String, Object> before = page(Map.of(
                "smtp.port",
                587,
                "smtp.host",
                "a",
                "user",
                "anna",
                "types",
                new String[] {"a", "b"},
                "service.pid",
                "x"));
        Dictionary<String, Object> after = page(Map.of(
                "smtp.port", "587", "smtp.host", "b", "tenant", "", ".secret", "new", "types", List.of("a", "b")));
        assertThat(ChangedFields.between(before, after)).containsExactly(".secret", "smtp.host", "user");
    }

    @Test
    void aNewPage_changesWhatIsFilledIn() {
        assertThat(ChangedFields.between(null, page(Map.of("name", "work", "tenant", "", "types", List.of()))))
                .containsExactly("name");
    }

    private static Dictionary<String, Object> page(Map<String, ?> fields) {
        return new Hashtable<>(fields);
    }
}

package io.posthorn.inventory.internal;

import org.apache.felix.utils.json.JSONParser;
import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class JsonFormTest {

    @Test
    void facts_keepTheirTypes() {
        Facts account = new Facts().put("name", "\"quoted\" \\ ü 😀").put("actBy", Optional.empty());
        Facts report = new Facts()
                .put("canBeShared", true)
                .put("outbox", new Facts().put("waiting", 3_000_000_000L))
                .put("endpoints", List.of())
                .put("accounts", List.of(account));

        StringWriter json = new StringWriter();
        new JsonForm(new PrintWriter(json)).print(report);

        assertThat(json.toString()).contains("\"canBeShared\":true", "\"waiting\":3000000000", "\"actBy\":null");
        assertThat(new JSONParser(json.toString()).getParsed())
                .containsEntry("endpoints", List.of())
                .extractingByKey("accounts")
                .asString()
                .contains("\"quoted\" \\ ü 😀");
    }
}

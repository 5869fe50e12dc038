package io.posthorn.inventory.internal;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class TextFormTest {

    @Test
    void facts_areAlignedLines_inSections() {
        Facts work =
                new Facts().put("name", "work").put("lastHeard", Optional.of(Instant.parse("2026-11-26T10:00:00.5Z")));
        Facts other = new Facts().put("name", "other").put("lastHeard", Optional.empty());
        Facts report = new Facts()
                .put("version", "1.2.3")
                .put("store", new Facts().put("database", "H2").put("canBeShared", false))
                .put(
                        "outbox",
                        new Facts().put("newest", new Facts().put("inDoubt", 2)).put("mailboxes", List.of()))
                .put("endpoints", List.of(work, other));

        assertThat(text(report)).isEqualTo("""
                        version  1.2.3

                        Store
                          database       H2
                          can be shared  no

                        Outbox
                          newest
                            in doubt  2
                          mailboxes
                            none

                        Endpoints
                          name        work
                          last heard  2026-11-26T10:00:00Z

                          name        other
                          last heard  none
                        """);
    }

    @Test
    void aText_cannotPretendToBeALine_norSteerATerminal() {
        assertThat(text(new Facts().put("why", "no\r\nstate  fine\u001b[2J\u0085")))
                .isEqualTo("why  no  state  fine [2J \n");
    }

    private static String text(Facts facts) {
        StringWriter text = new StringWriter();
        new TextForm(new PrintWriter(text)).print(facts);
        return text.toString().replace(System.lineSeparator(), "\n");
    }
}

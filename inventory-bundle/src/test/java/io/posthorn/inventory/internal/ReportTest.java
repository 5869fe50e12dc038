package io.posthorn.inventory.internal;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ReportTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

    /** A chapter of which only what it does matters. */
    private record Told(Part part, Runnable before) implements Chapter {
        @Override
        public void tell(Report report) {
            before.run();
            report.tell(part, new Facts().put("told", true));
        }
    }

    @Test
    void aMissingBundle_isSaidInOneLine() {
        Facts report = Report.of("1.0.0", List.of(new Told(Part.STORE, () -> {})), NOW);
        assertThat(report.all()).containsOnlyKeys("version", "at", "remarks", "store");
        assertThat(report.all().get("remarks"))
                .asString()
                .contains("accounts=oauth-core-bundle is not installed")
                .contains("outbox=email-service-bundle is not installed")
                .contains("endpoints=email-endpoint-bundle is not installed")
                .doesNotContain("store=");
    }

    @Test
    void aFault_keepsNothingElseFromBeingTold() {
        Chapter broken = new Told(Part.ACCOUNTS, () -> {
            throw new IllegalStateException("broken");
        });
        Chapter fine = new Told(Part.OUTBOX, () -> {});
        Facts report = Report.of("1.0.0", List.of(fine, broken), NOW);
        assertThat(report.all()).containsKey("outbox").doesNotContainKey("accounts");
        assertThat(report.all().get("remarks")).asString().contains("accounts=A fault in Posthorn", "broken");
    }

    @Test
    void whereEverythingIsTold_thereIsNoRemark_andTheOrderIsFixed() {
        List<Chapter> chapters = List.of(
                new Told(Part.ENDPOINTS, () -> {}),
                new Told(Part.OUTBOX, () -> {}),
                new Told(Part.ACCOUNTS, () -> {}),
                new Told(Part.STORE, () -> {}));
        assertThat(Report.of("1.0.0", chapters, NOW).all().keySet())
                .containsExactly("version", "at", "store", "accounts", "outbox", "endpoints");
    }
}

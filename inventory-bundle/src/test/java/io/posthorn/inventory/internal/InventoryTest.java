package io.posthorn.inventory.internal;

import io.posthorn.email.OutboxEntry;
import io.posthorn.email.OutboxEntry.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** What the chapters tell of the services as they are. */
class InventoryTest {

    @TempDir
    Path folder;

    @Test
    void aWorkingServer_isToldOf_inOrder() {
        try (InventoryStand stand = new InventoryStand(folder.resolve("store"))) {
            OutboxEntry sent = stand.submitted(stand.bob(), "Sent subject");
            InventoryStand.await("it is sent", () -> stand.state(sent) == State.SENT);
            stand.endpoint("orders", "enabled", "false");
            stand.endpoint("wrong", "after.processing", "BURN");
            stand.outbox().pause("paused@contoso.test");

            assertThat(stand.text())
                    .containsSubsequence("Store", "database       embedded H2 in " + folder, "can be shared  no")
                    .containsSubsequence(
                            "Accounts",
                            "state",
                            "It works. Nobody needs to do anything.",
                            "act by",
                            "needs person",
                            "no")
                    .containsSubsequence("Outbox", "newest thousand", "waiting   0", "sent      1", "in doubt  0")
                    .containsSubsequence("mailboxes", "mailbox  paused@contoso.test", "paused   yes")
                    .containsSubsequence("refused or in doubt", "none")
                    .containsSubsequence("Endpoints", "orders", "state", "stopped", "The field Enabled is not ticked.")
                    .containsSubsequence("in quarantine  0", "wrong", "wrong page", "After Processing is 'BURN'")
                    .doesNotContain("Remarks", "Sent subject", stand.bob());
            assertThat(stand.secrets()).noneMatch(stand.text()::contains).noneMatch(stand.json()::contains);
        }
    }

    @Test
    void aRefusedMail_isThere_withoutSubjectAndRecipients() {
        try (InventoryStand stand = new InventoryStand(folder.resolve("store"))) {
            OutboxEntry refused = stand.submitted("nobody@elsewhere.test", "A private subject");
            InventoryStand.await("it is refused", () -> stand.state(refused) == State.REFUSED);
            assertThat(stand.outbox().find(refused.id()).orElseThrow().cause()).contains("nobody@elsewhere.test");

            for (String report : new String[] {stand.text(), stand.json()}) {
                assertThat(report)
                        .contains(refused.id(), "refused", "(an address)", "550 ")
                        .doesNotContain("nobody", "private subject");
            }
        }
    }

    @Test
    void aStoreOutOfReach_isSaid() throws Exception {
        Path notAFolder = Files.createFile(folder.resolve("store"));
        try (InventoryStand stand = new InventoryStand(notAFolder)) {
            stand.endpoint("orders", "enabled", "false");
            stand.endpoint("returns", "enabled", "false");
            assertThat(stand.text())
                    .containsSubsequence(
                            "Remarks",
                            "outbox",
                            notAFolder.toString(),
                            "endpoints",
                            "What is in quarantine is not known.")
                    .containsSubsequence("Store", "Accounts", "Endpoints", "orders", "returns")
                    .doesNotContain("A fault in Posthorn");
        }
    }
}

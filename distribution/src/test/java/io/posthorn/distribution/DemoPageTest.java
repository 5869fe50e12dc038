package io.posthorn.distribution;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;

import static org.assertj.core.api.Assertions.assertThat;

class DemoPageTest {

    @TempDir
    Path folder;

    private final Properties details = new Properties();

    @Test
    void secrets_areInTheFileOfTheOwnerAndNotOnTheScreen() throws Exception {
        for (String name : new String[] {
            "host",
            "authority",
            "smtp.port",
            "imap.port",
            "ca.file",
            "tenant.id",
            "client.id",
            "user.alice.address",
            "user.orders.address",
            "user.tasks.address"
        }) {
            details.setProperty(name, "a-" + name);
        }
        details.setProperty("client.secret", "s3cret\\with~backslash");
        for (String user : new String[] {"alice", "orders", "tasks"}) {
            details.setProperty("user." + user + ".refresh.token", "0.refresh-" + user);
        }
        List<DemoPage> pages = DemoPage.all(details);
        pages.forEach(page -> page.write(folder));
        Path file = folder.resolve("io.posthorn.email.cfg");

        Properties read = new Properties();
        read.load(Files.newBufferedReader(file));
        assertThat(read)
                .containsEntry(".client.secret", "s3cret\\with~backslash")
                .containsEntry(".refresh.token", "0.refresh-alice")
                .containsEntry("smtp.transport.security", "TLS");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(pages)
                .extracting(page -> page.shown(folder))
                .allSatisfy(shown -> assertThat(shown).doesNotContain("s3cret", "0.refresh"))
                .anySatisfy(shown -> assertThat(shown).contains("a-client.id"));
        assertThat(Files.readString(folder.resolve("io.posthorn.network.cfg")))
                .isEqualTo("trusted.certificates = a-ca.file\n");
    }
}

package io.posthorn.it;

import io.posthorn.sandbox.Sandbox;
import org.junit.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.Assume.assumeTrue;

/** What the README says on Karaf, done in a Karaf without a network: the KAR brings all that Karaf has not. */
public class KarafInstallIT {

    private final Sandbox sandbox = DriverSandbox.get();

    @Test
    public void theCommandsOfTheReadme_install_andAMailGoesOutFromTheShell() throws Exception {
        String page = new SandboxPage(sandbox, sandbox.user("alice")).file();
        String network = SandboxPage.network(sandbox).file();
        try (KarafProcess karaf =
                KarafProcess.start(Map.of("io.posthorn.email.cfg", page, "io.posthorn.network.cfg", network))) {
            for (String command : readme("karaf-offline")) {
                String kar = "file:" + KarafInstallation.kar();
                assertThat(karaf.shell(command.replaceAll("file:\\S+[.]kar", kar)))
                        .doesNotContain("Error");
            }
            assertThat(karaf.shell("feature:list --installed --no-format"))
                    .contains(
                            "posthorn",
                            "posthorn-email-service",
                            "posthorn-task-notification",
                            "posthorn-email-endpoint",
                            "posthorn-oauth-core",
                            "posthorn-store",
                            "posthorn-mail-libs",
                            "posthorn-task-libs",
                            "posthorn-inventory",
                            "posthorn-inventory-libs");
            for (String command : readme("karaf-online")) {
                karaf.shell(command);
            }

            String alice = sandbox.user("alice").address();
            String bob = sandbox.user("bob").address();
            assertThat(karaf.shell("mail:send --to " + bob + " --from " + alice + " --subject Karaf"))
                    .contains("Sent to " + bob, "The server said: 250 ");
            karaf.shell("mail:send --to " + alice + " --from " + alice + " --subject Shown");
            assertThat(karaf.shell("mail:receive --subject Shown --limit 1"))
                    .contains(alice + "  Shown  [posthorn.txt]");
            assertThat(karaf.shell("mail:receive | grep nobody@nowhere")).doesNotContain("Shown");
            assertThatThrownBy(() -> karaf.shell("mail:send --too " + bob))
                    .hasMessageContaining("mail:send has no option --too; it takes --to, --from, ");
            assertThat(sandbox.messages(sandbox.user("bob")))
                    .anySatisfy(mail -> assertThat(new String(mail, StandardCharsets.ISO_8859_1))
                            .contains("Subject: Karaf"));
            karaf.terminate();
        }
    }

    @Test
    public void nothingButLoopback_listens() throws Exception {
        assumeTrue(ListeningSockets.areKnown());
        try (KarafProcess karaf = KarafProcess.start(Map.of())) {
            karaf.shell("feature:list");
            assertThat(ListeningSockets.of(karaf.pid())).isNotEmpty();
            assertThat(ListeningSockets.beyondLoopback(karaf.pid())).isEmpty();
            karaf.terminate();
        }
    }

    /** The lines of the README's block that bears a mark. */
    private static List<String> readme(String mark) throws Exception {
        String text = Files.readString(Installation.root().resolve("README.md"));
        String block = text.split("<!-- " + mark + ":", 2)[1].split("```", 3)[1];
        List<String> commands =
                block.lines().skip(1).filter(line -> !line.isBlank()).toList();
        assertThat(commands).isNotEmpty();
        return commands;
    }
}

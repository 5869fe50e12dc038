package io.posthorn.it;

import io.posthorn.sandbox.Sandbox;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code posthorn -c 'COMMAND'}, {@code posthorn demo}, and what the shell sees of them. */
public class CommandIT {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final Sandbox sandbox = DriverSandbox.get();
    private String conf;

    @Before
    public void fillPage() throws Exception {
        Path files = folder.newFolder("conf with a space").toPath();
        Files.writeString(
                files.resolve("io.posthorn.email.cfg"), new SandboxPage(sandbox, sandbox.user("alice")).file());
        Files.writeString(
                files.resolve("io.posthorn.network.cfg"),
                SandboxPage.network(sandbox).file());
        conf = files.toString();
    }

    @Test
    public void aMail_isSentAndReceived() throws Exception {
        String alice = sandbox.user("alice").address();
        try (Program send = Program.start("-c", "mail:send --to " + alice + " --from " + alice, "--conf", conf)) {
            assertThat(send.exitCode()).as(send.errors()).isZero();
            assertThat(send.output()).contains(alice);
        }
        try (Program receive = Program.start("-c", "mail:receive --limit 1", "--conf", conf)) {
            assertThat(receive.exitCode()).as(receive.errors()).isZero();
            assertThat(receive.output()).contains(alice);
        }
        try (Program piped = Program.start("-c", "mail:receive | grep -c nobody@nowhere", "--conf", conf)) {
            piped.exitCode();
            assertThat(piped.output()).doesNotContain(alice);
        }
    }

    @Test
    public void aMisspeltOption_isNamed_andHelpSaysWhatIsRequired() throws Exception {
        try (Program send = Program.start("-c", "mail:send --too private-words", "--conf", conf)) {
            assertThat(send.exitCode()).isEqualTo(1);
            assertThat(send.errors())
                    .startsWith("mail:send failed: mail:send has no option --too; it takes --to, --from, ")
                    .doesNotContain("private-words");
        }
        try (Program help = Program.start("-c", "help mail:send", "--conf", conf)) {
            assertThat(help.exitCode()).isZero();
            assertThat(help.output()).contains("--to   (required) recipient", "--from   (required) sender");
            assertThat(help.output().lines().filter(line -> line.startsWith("send")))
                    .hasSize(1);
        }
    }

    @Test
    public void theLog_isBounded_andHoldsNoCommandLine() throws Exception {
        Path home = folder.newFolder("home").toPath();
        Installation.copyTo(home);
        Path log = Files.createDirectory(home.resolve("logs")).resolve("command.log");
        Path old = home.resolve("logs/command.log.1");
        Files.writeString(old, "older");
        Files.write(log, new byte[11_000_000]);
        String logback = Files.readString(home.resolve("conf/logback.xml"));
        Files.writeString(Path.of(conf, "logback.xml"), logback.replace("level=\"INFO\"", "level=\"DEBUG\""));
        String alice = sandbox.user("alice").address();
        String command = "mail:send --to " + alice + " --from " + alice + " --subject private-words";
        try (Program send = Program.start(home, Map.of(), "-c", command, "--conf", conf)) {
            assertThat(send.exitCode()).as(send.errors()).isZero();
        }
        assertThat(log).isNotEmptyFile().content().contains("[mail:send] i.p.").doesNotContain("private-words");
        assertThat(old).hasSize(11_000_000);
        try (Stream<Path> logs = Files.list(home.resolve("logs"))) {
            assertThat(logs).containsExactlyInAnyOrder(log, old);
        }
    }

    @Test
    public void aSecretInAFile_isRead_andAMissingOneIsNamed() throws Exception {
        String alice = sandbox.user("alice").address();
        Path files = Path.of(conf);
        SandboxPage page =
                new SandboxPage(sandbox, sandbox.user("alice")).with(".client.secret", "$[secret:client-secret]");
        Files.writeString(files.resolve("io.posthorn.email.cfg"), page.file());
        String command = "mail:send --to " + alice + " --from " + alice;
        try (Program send = Program.start("-c", command, "--conf", conf)) {
            assertThat(send.exitCode()).isEqualTo(1);
            assertThat(send.errors())
                    .contains("the field Client Secret is '$[secret:client-secret]'")
                    .contains("there is no readable file client-secret");
        }
        Files.writeString(files.resolve("secrets/client-secret"), sandbox.clientSecret() + "\n");
        try (Program send = Program.start("-c", command, "--conf", conf)) {
            assertThat(send.exitCode()).as(send.errors()).isZero();
        }
    }

    @Test
    public void rekey_sealsTheStoreBesideThePages_whichOnlyItsOwnerCanLookInto() throws Exception {
        try (Program rekey = Program.start("-c", "mail:rekey", "--conf", conf)) {
            assertThat(rekey.exitCode()).as(rekey.errors()).isZero();
            assertThat(rekey.output())
                    .contains("0 values were sealed anew")
                    .contains("embedded H2 in " + conf + "/store");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(conf, "store"))))
                .isEqualTo("rwx------");
    }

    @Test
    public void aFailure_isOneSentenceAndExitCode1() throws Exception {
        String command = "mail:send --to nobody --from " + sandbox.user("alice").address();
        try (Program send = Program.start("-c", command, "--conf", conf)) {
            assertThat(send.exitCode()).isEqualTo(1);
            assertThat(send.errors())
                    .startsWith("mail:send failed: ")
                    .contains("'nobody'")
                    .contains("command.log");
            assertThat(send.errors().lines()).hasSize(2);
        }
    }

    @Test
    public void anUnknownCommand_isNamed() throws Exception {
        try (Program unknown = Program.start("-c", "mail:sned --to x", "--conf", conf)) {
            assertThat(unknown.exitCode()).isEqualTo(1);
            assertThat(unknown.errors()).startsWith("There is no command 'mail:sned'.");
        }
    }

    @Test
    public void aMissingFolder_isNamed() throws Exception {
        try (Program command = Program.start("-c", "help", "--conf", "no/such/folder")) {
            assertThat(command.exitCode()).isEqualTo(1);
            assertThat(command.errors()).contains("no/such/folder does not exist");
        }
    }

    @Test
    public void anUnknownOption_isRefusedByName() throws Exception {
        try (Program unknown = Program.start("--colour")) {
            assertThat(unknown.exitCode()).isEqualTo(2);
            assertThat(unknown.errors()).startsWith("Unknown option: '--colour'");
        }
    }

    @Test
    public void wrongUsageOfPosthornItself_isExitCode2() throws Exception {
        for (String[] arguments :
                new String[][] {{"-c"}, {"--conf", conf}, {"dmeo"}, {"help", "dmeo"}, {"sandbox", "-x"}}) {
            try (Program wrong = Program.start(arguments)) {
                assertThat(wrong.exitCode()).as(String.join(" ", arguments)).isEqualTo(2);
            }
        }
    }

    @Test
    public void helpOfTheSandbox_isTheSandboxsOwn() throws Exception {
        try (Program help = Program.start("help", "sandbox")) {
            assertThat(help.exitCode()).isZero();
            assertThat(help.output()).contains("--details FILE", "--secrets FILE");
        }
    }

    @Test
    public void help_namesEveryMode() throws Exception {
        try (Program help = Program.start("help")) {
            assertThat(help.exitCode()).isZero();
            assertThat(help.output()).contains("posthorn demo", "posthorn start", "posthorn -c");
        }
    }

    @Test
    public void theSandbox_runsAlone() throws Exception {
        Path details = folder.getRoot().toPath().resolve("details.properties");
        try (Program alone = Program.start("sandbox", "--details", details.toString())) {
            assertThat(alone.awaitOutput("bob@contoso.test")).contains("SMTP", "IMAP", "POP3", "CA file", "tenant");
            assertThat(Files.readString(details)).contains("client.secret=", "user.alice.refresh.token=");
            assertThat(alone.errors()).isEmpty();
        }
    }

    @Test
    public void theDemo_doesTheMainJob() throws Exception {
        try (Program demo = Program.start("demo")) {
            assertThat(demo.exitCode()).as(demo.output() + demo.errors()).isZero();
            assertThat(demo.output())
                    .contains("Access token", "Send With Document", "Send With Map of Attachments", "Receive")
                    .contains("Every name and every byte that was sent has come back.")
                    .contains("A mail that starts a service", "order.txt has 8 words.")
                    .contains("order-in-capitals.txt: TWO DOZEN POST HORNS, BRASS, IN B FLAT.")
                    .containsPattern("From delivery to answer +[0-9]+ ms   endpoint 'orders', service 'Sample'")
                    .containsPattern("From delivery to answer +[0-9]+ ms   endpoint 'tasks', service 'Complete Task'")
                    .contains("Tasks by mail", "    Subject: ", "    | Reference: ph1")
                    .containsPattern(
                            "The reply 'Approve' has completed the task 4711-[0-9a-f]{8}: route Approve, by anna")
                    .contains("The Client Secret is wrong.")
                    .contains("535 5.7.3 Authentication unsuccessful")
                    .contains("Send from alice@contoso.test, or have the Exchange administrator grant it");
            assertThat(demo.errors()).isEmpty();
        }
    }
}

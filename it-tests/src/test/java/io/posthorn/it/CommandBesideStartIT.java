package io.posthorn.it;

import io.posthorn.sandbox.Sandbox;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code posthorn -c 'COMMAND'} while {@code posthorn start} runs with the same configuration folder. */
public class CommandBesideStartIT {

    /** A start has the bundles of the web console, and a command's own process has not. */
    private static final String ONLY_IN_START = "Apache Felix Web Management Console";

    private static final String ENDLESS = "; while { true } { lb | grep nothing }";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final Sandbox sandbox = DriverSandbox.get();
    private final String alice = sandbox.user("alice").address();
    private Path home;

    @Before
    public void install() throws IOException {
        home = folder.newFolder("my posthorn").toPath();
        Installation.copyTo(home);
        Files.writeString(
                home.resolve("conf/io.posthorn.email.cfg"), new SandboxPage(sandbox, sandbox.user("alice")).file());
        Files.writeString(
                home.resolve("conf/io.posthorn.network.cfg"),
                SandboxPage.network(sandbox).file());
    }

    @Test
    public void aCommand_isRunByTheStart_andByItselfOnceThatHasStopped() throws Exception {
        String command = "mail:send --to nobody --from " + alice + " --text private-words";
        String sentence = firstErrorOf(command);
        try (Program start = start()) {
            assertThat(outputOf("lb")).contains(ONLY_IN_START);
            assertThat(outputOf("mail:send --to " + alice + " --from " + alice)).contains("The server said: 250 ");
            assertThat(firstErrorOf(command)).isEqualTo(sentence).startsWith("mail:send failed: ");
            assertThat(home.resolve("logs/posthorn.log"))
                    .content()
                    .contains(sentence)
                    .doesNotContain("private-words");
            Path other = folder.newFolder("another conf").toPath();
            assertThat(outputOf("lb", "--conf", other.toString())).doesNotContain(ONLY_IN_START);
            start.terminate();
        }
        assertThat(home.resolve("data/run")).doesNotExist();
        assertThat(outputOf("lb")).isNotEmpty().doesNotContain(ONLY_IN_START);
    }

    @Test
    public void aFile_isLookedForWhereTheCommandWasGiven() throws Exception {
        Path here = folder.newFolder("here").toPath();
        Files.writeString(here.resolve("note.txt"), "A note");
        String send = "mail:send --to " + alice + " --from " + alice + " --subject Here --document note.txt";
        try (Program start = start();
                Program command = Program.start(here, home, Map.of(), "-c", send)) {
            assertThat(command.exitCode()).as(command.errors()).isZero();
            assertThat(outputOf("mail:receive --subject Here")).contains("[note.txt]");
            start.terminate();
        }
    }

    @Test
    public void aCommandThatIsGivenDuringTheStart_waitsForIt() throws Exception {
        try (Program start = Program.start(home, Map.of(), "start", "--port", StartIT.freePort())) {
            Story.await("the socket is there", () -> Files.isDirectory(home.resolve("data/run")));
            assertThat(outputOf("lb")).contains(ONLY_IN_START);
            start.terminate();
        }
    }

    @Test
    public void twoCommands_runAtOnce_andCtrlCEndsItsOwn() throws Exception {
        try (Program start = start();
                Program endless = command("mail:receive --subject 'no such mail'" + ENDLESS)) {
            endless.awaitOutput("No mail matches.");
            Story.await("the endless command runs", () -> start.threads().contains("pipe-while"));
            assertThat(outputOf("lb")).contains(ONLY_IN_START);
            endless.terminate();
            Story.await("the endless command is ended", () -> !start.threads().contains("pipe-while"));
            assertThat(outputOf("lb")).contains(ONLY_IN_START);
            start.terminate();
        }
    }

    @Test
    public void aStartThatStops_endsWhatItRuns() throws Exception {
        try (Program start = start();
                Program endless = command("mail:receive --subject 'no such mail'" + ENDLESS)) {
            endless.awaitOutput("No mail matches.");
            start.terminate();
            assertThat(endless.exitCode()).isEqualTo(1);
            assertThat(endless.errors()).contains("has stopped before the command was done");
        }
    }

    @Test
    public void aStartThatWasKilled_standsInNobodysWay() throws Exception {
        try (Program start = start()) {
            start.kill();
        }
        assertThat(home.resolve("data/run")).isNotEmptyDirectory();
        assertThat(outputOf("lb")).isNotEmpty().doesNotContain(ONLY_IN_START);
        try (Program again = start()) {
            assertThat(outputOf("lb")).contains(ONLY_IN_START);
            again.terminate();
        }
    }

    private Program start() throws Exception {
        Program start = Program.start(home, Map.of(), "start", "--port", StartIT.freePort());
        start.awaitOutput("Ctrl-C");
        return start;
    }

    private Program command(String line) throws IOException {
        return Program.start(home, Map.of(), "-c", line);
    }

    private String outputOf(String line, String... more) throws Exception {
        String[] arguments = new String[more.length + 2];
        arguments[0] = "-c";
        arguments[1] = line;
        System.arraycopy(more, 0, arguments, 2, more.length);
        try (Program command = Program.start(home, Map.of(), arguments)) {
            assertThat(command.exitCode()).as(command.errors()).isZero();
            assertThat(command.errors()).isEmpty();
            return command.output();
        }
    }

    private String firstErrorOf(String line) throws Exception {
        try (Program command = command(line)) {
            assertThat(command.exitCode()).isEqualTo(1);
            assertThat(command.errors().lines()).hasSize(2);
            assertThat(command.errors().lines().skip(1).findFirst().orElseThrow())
                    .startsWith("Details: " + home);
            return command.errors().lines().findFirst().orElseThrow();
        }
    }
}

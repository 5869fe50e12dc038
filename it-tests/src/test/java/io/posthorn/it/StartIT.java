package io.posthorn.it;

import io.posthorn.sandbox.User;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code posthorn start} in an installation of its own, with a blank in its path. */
public class StartIT {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path home;
    private String port;

    @Before
    public void install() throws IOException {
        home = folder.newFolder("my posthorn").toPath();
        Installation.copyTo(home);
        port = freePort();
    }

    @Test
    public void theConsole_opensWithTheMadePasswordAlone_andKeepsIt() throws Exception {
        String password;
        try (Program posthorn = start(Map.of())) {
            String output = posthorn.awaitOutput("Ctrl-C");
            password = found("password (\\S{20,}) \\(shown only now\\)", output);
            assertThat(get("configMgr", "").statusCode()).isEqualTo(401);
            assertThat(get("configMgr", "admin:admin").statusCode()).isEqualTo(401);
            HttpResponse<String> page = get("configMgr", "posthorn:" + password);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("Email service");
            posthorn.terminate();
        }
        try (Program again = start(Map.of())) {
            assertThat(again.awaitOutput("Ctrl-C")).contains("an earlier start").doesNotContain(password);
            assertThat(get("bundles.json", "posthorn:" + password).statusCode()).isEqualTo(200);
            for (String line : KarafConsoleIT.guide("status-report")) {
                String report = line.replaceFirst(".*/system/console/", "");
                assertThat(get(report, "").statusCode()).isEqualTo(401);
                assertThat(get(report, "posthorn:" + password).body())
                        .contains("embedded H2 in ")
                        .doesNotContainIgnoringCase("remarks");
            }
            try (Program second = Program.start(home, Map.of(), "start", "--port", freePort())) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.errors())
                        .startsWith("posthorn: Another Posthorn")
                        .contains(home.toString());
            }
            again.terminate();
        }
        assertThat(Files.readString(home.resolve("data/console.properties"))).doesNotContain(password);
    }

    @Test
    public void whatIsSavedInTheConsole_isInTheFileAndUsedByCommands() throws Exception {
        User alice = DriverSandbox.get().user("alice");
        SandboxPage page = new SandboxPage(DriverSandbox.get(), alice);
        Files.writeString(
                home.resolve("conf/io.posthorn.network.cfg"),
                SandboxPage.network(DriverSandbox.get()).file());
        try (Program posthorn = start(Map.of("POSTHORN_CONSOLE_PASSWORD", "a given password"))) {
            assertThat(posthorn.awaitOutput("Ctrl-C")).contains("the password that you gave");
            HttpRequest save = request("configMgr/io.posthorn.email", "posthorn:a given password")
                    .POST(HttpRequest.BodyPublishers.ofString(page.form()))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .build();
            assertThat(client().send(save, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(302);
            Path file = home.resolve("conf/io.posthorn.email.cfg");
            Story.await("the file is written", () -> text(file).contains(alice.address()));
            assertThat(text(file)).contains("# The page \"Email service\", as a file.");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            String send = "mail:send --to " + alice.address() + " --from " + alice.address();
            try (Program command = Program.start(home, Map.of(), "-c", send)) {
                assertThat(command.exitCode()).as(command.errors()).isZero();
            }
            posthorn.terminate();
            assertThat(home.resolve("data/felix"))
                    .as("a second copy of the page")
                    .doesNotExist();
        }
    }

    @Test
    public void aWrongPage_isRefusedOnSave_withTheSentenceThatNamesTheField_andChangesNothing() throws Exception {
        SandboxPage page =
                new SandboxPage(DriverSandbox.get(), DriverSandbox.get().user("alice"));
        try (Program posthorn = start(Map.of("POSTHORN_CONSOLE_PASSWORD", "a given password"))) {
            posthorn.awaitOutput("Ctrl-C");
            String before = text(home.resolve("conf/io.posthorn.email.cfg"));
            HttpResponse<String> refused = save(
                    "configMgr/io.posthorn.email",
                    page.with("smtp.port", "587o").form());
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
            assertThat(refused.body()).contains("SMTP Port Number", "587o");
            assertThat(text(home.resolve("conf/io.posthorn.email.cfg"))).isEqualTo(before);
            HttpResponse<String> repaired = save(
                    "configMgr/io.posthorn.email", page.with("smtp.port", "587").form());
            assertThat(repaired.statusCode()).isEqualTo(302);
            posthorn.terminate();
        }
    }

    private HttpResponse<String> save(String page, String form) throws IOException, InterruptedException {
        HttpRequest.Builder save = request(page, "posthorn:a given password")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .header("Content-Type", "application/x-www-form-urlencoded");
        return client().send(save.build(), BodyHandlers.ofString());
    }

    @Test
    public void secretsThatEveryoneReads_areNamedAtTheStart() throws Exception {
        Files.setPosixFilePermissions(folder.getRoot().toPath(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Path page = Files.writeString(home.resolve("conf/io.posthorn.email.cfg"), ".client.secret = planted-0815\n");
        Files.setPosixFilePermissions(page, PosixFilePermissions.fromString("rw-r--r--"));
        try (Program posthorn = start(Map.of())) {
            posthorn.awaitOutput("Ctrl-C");
            assertThat(posthorn.errors())
                    .isEqualTo("posthorn: Every user of this machine can read " + page
                            + ", which holds a secret. Make it yours alone: chmod 600 '" + page + "'\n");
        }
    }

    @Test
    public void aPortThatCannotBe_isExitCode2() throws Exception {
        try (Program posthorn = Program.start(home, Map.of(), "start", "--port", "65536")) {
            assertThat(posthorn.exitCode()).isEqualTo(2);
            assertThat(posthorn.errors()).isEqualTo("posthorn: The port is 65536. Give 1 to 65535 with --port.\n");
        }
    }

    @Test
    public void aTakenPort_isNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(Integer.parseInt(port), 1, InetAddress.getByName("127.0.0.1"));
                Program posthorn = start(Map.of())) {
            assertThat(posthorn.exitCode()).isEqualTo(1);
            assertThat(posthorn.errors())
                    .contains("Port " + taken.getLocalPort())
                    .contains("--port");
            assertThat(posthorn.errors().lines()).hasSize(1);
        }
    }

    @Test
    public void aBundleThatDoesNotResolve_isNamedWithItsReason() throws Exception {
        try (Stream<Path> jars = Files.list(home.resolve("bundle/6-posthorn"))) {
            for (Path jar : jars.filter(file -> file.toString().contains("jakarta.mail-api"))
                    .toList()) {
                Files.delete(jar);
            }
        }
        try (Program posthorn = start(Map.of())) {
            assertThat(posthorn.exitCode()).isEqualTo(1);
            assertThat(posthorn.errors()).contains("does not start", "jakarta.mail");
        }
    }

    static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return String.valueOf(socket.getLocalPort());
        }
    }

    private Program start(Map<String, String> environment) throws IOException {
        return Program.start(home, environment, "start", "--port", port);
    }

    private HttpResponse<String> get(String page, String login) throws IOException, InterruptedException {
        return client().send(request(page, login).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String page, String login) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/system/console/" + page));
        String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        return login.isEmpty() ? request : request.header("Authorization", "Basic " + basic);
    }

    private static HttpClient client() {
        return HttpClient.newHttpClient();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }
}

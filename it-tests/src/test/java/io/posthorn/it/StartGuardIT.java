package io.posthorn.it;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Strangers at the web console of one {@code posthorn start}, one after another, and what the log says of them. */
public class StartGuardIT {

    private static final String ROOT = "/system/console/";
    private static final String MAIL = ROOT + "configMgr/io.posthorn.email";
    private static final String LOGIN = "posthorn:a given password";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path home;
    private int port;
    private ConsoleVisitor owner;
    private SandboxPage page;

    @Before
    public void install() throws IOException {
        home = folder.newFolder("my posthorn").toPath();
        Installation.copyTo(home);
        port = Integer.parseInt(StartIT.freePort());
        owner = ConsoleVisitor.at(port, LOGIN);
        page = new SandboxPage(DriverSandbox.get(), DriverSandbox.get().user("alice"));
    }

    @Test
    public void strangers_changeNothing_andAreWrittenDown() throws Exception {
        Map<String, String> password = Map.of("POSTHORN_CONSOLE_PASSWORD", "a given password");
        try (Program posthorn = Program.start(home, password, "start", "--port", String.valueOf(port))) {
            posthorn.awaitOutput("Ctrl-C");
            whoeverHasNoLogin_isAskedForOne();
            aPageOfAnotherSite_writesNothing_thoughTheBrowserLogsIn();
            whatIsSaved_isWrittenDownWithoutItsValues();
            thePasswordThatEverybodyKnows_isNotTaken();
            aNameThatWasMadeToMeanThisMachine_isNotAnswered();
            afterTenWrongPasswords_theRightOneIsNotTakenEither();
            posthorn.terminate();
        }
    }

    private void whoeverHasNoLogin_isAskedForOne() throws IOException {
        ConsoleVisitor nobody = ConsoleVisitor.at(port, "");
        for (String path : List.of("", "posthorn", "posthorn/", "posthorn/anything", "configMgr", "status-posthorn")) {
            assertThat(nobody.get(ROOT + path)).as(path).startsWith("HTTP/1.1 401");
            assertThat(nobody.post(ROOT + path, "a=b")).as(path).startsWith("HTTP/1.1 401");
        }
        assertThat(nobody.get("/system/%63onsole/configMgr")).startsWith("HTTP/1.1 401");
        assertThat(nobody.get("/system//console/configMgr")).doesNotStartWith("HTTP/1.1 200");
        assertThat(owner.get(ROOT + "configMgr")).startsWith("HTTP/1.1 200");
        assertThat(log()).containsOnlyOnce("user \"posthorn\" from 127.0.0.1 has logged in");
    }

    private void aPageOfAnotherSite_writesNothing_thoughTheBrowserLogsIn() throws IOException {
        String before = Files.readString(file());
        assertThat(owner.post(MAIL, page.form(), "Origin: https://evil.test")).startsWith("HTTP/1.1 403");
        assertThat(owner.post(MAIL, page.form(), "Sec-Fetch-Site: cross-site")).startsWith("HTTP/1.1 403");
        assertThat(Files.readString(file())).isEqualTo(before);
        assertThat(log()).contains("is refused: a page of another site (https://evil.test) has tried to write");
    }

    private void whatIsSaved_isWrittenDownWithoutItsValues() throws IOException {
        String same = "Origin: http://127.0.0.1:" + port;
        assertThat(owner.post(MAIL, page.with("smtp.port", "587o").form(), same))
                .startsWith("HTTP/1.1 400");
        assertThat(owner.post(MAIL, page.with("smtp.port", "587").form(), same)).startsWith("HTTP/1.1 302");
        assertThat(owner.post(ROOT + "configMgr/io.posthorn.network", "apply=true&delete=true", same))
                .startsWith("HTTP/1.1 200");
        List<String> lines =
                log().lines().filter(line -> line.contains("io.posthorn.audit")).toList();
        assertThat(lines)
                .anyMatch(line -> line.contains("is refused to save the page io.posthorn.email, changed fields: [")
                        && line.contains("smtp.port"))
                .anyMatch(line -> line.contains("saves the page io.posthorn.email, changed fields: [")
                        && line.contains(".client.secret"))
                .anyMatch(line -> line.contains("deletes the page io.posthorn.network"))
                .noneMatch(line -> line.contains(page.value(".client.secret")) || line.contains("587o"));
    }

    private void thePasswordThatEverybodyKnows_isNotTaken() throws IOException {
        String own = ROOT + "configMgr/org.apache.felix.webconsole.internal.servlet.OsgiManager";
        String form = "apply=true&action=ajaxConfigManager&username=admin&propertylist=username,password&password=";
        for (String password : List.of("admin", "")) {
            assertThat(owner.post(own, form + password))
                    .startsWith("HTTP/1.1 400")
                    .contains("the field Password is empty or");
        }
        assertThat(ConsoleVisitor.at(port, "admin:admin").get(ROOT)).startsWith("HTTP/1.1 401");
    }

    private void aNameThatWasMadeToMeanThisMachine_isNotAnswered() throws Exception {
        Guide guide = new Guide("web-console.md");
        assertThat(guide.rows("console-page")).containsExactly("| Other Hosts | `hosts` | |");
        String host = "posthorn.contoso.com";
        assertThat(owner.askingFor("localhost:" + port).get(ROOT + "configMgr")).startsWith("HTTP/1.1 200");
        assertThat(owner.askingFor("[::1]:" + port).get(ROOT + "configMgr")).startsWith("HTTP/1.1 200");
        assertThat(owner.askingFor(host).get(ROOT + "configMgr"))
                .startsWith("HTTP/1.1 421")
                .contains("page Web console (io.posthorn.console), field Other Hosts");
        assertThat(ConsoleVisitor.at(port, "posthorn:guess").askingFor(host).get(ROOT))
                .startsWith("HTTP/1.1 421");
        assertThat(owner.post(ROOT + "configMgr/io.posthorn.console", form("https://" + host)))
                .startsWith("HTTP/1.1 400")
                .contains("Other Hosts");
        Files.writeString(home.resolve("conf/io.posthorn.console.cfg"), guide.block("console-hosts"));
        Story.await(
                "the host is taken",
                () -> status(owner.askingFor(host + ":443")).startsWith("HTTP/1.1 200"));
        assertThat(owner.askingFor("evil.test").get(ROOT)).startsWith("HTTP/1.1 421");
    }

    private static String form(String hosts) {
        return "apply=true&action=ajaxConfigManager&hosts=" + hosts + "&propertylist=felix.fileinstall.filename,hosts";
    }

    private void afterTenWrongPasswords_theRightOneIsNotTakenEither() throws IOException {
        ConsoleVisitor stranger = ConsoleVisitor.at(port, "root\r\nINFO:a wrong password");
        for (int i = 1; i < 10; i++) { // the tenth: admin was the first
            assertThat(stranger.get(i % 2 == 0 ? ROOT : "/system/%63onsole/configMgr"))
                    .startsWith("HTTP/1.1 401");
        }
        for (ConsoleVisitor each : List.of(stranger, owner, ConsoleVisitor.at(port, ""))) {
            assertThat(each.get(ROOT + "configMgr"))
                    .startsWith("HTTP/1.1 429")
                    .containsPattern("Retry-After: (2[89]\\d|300)\r\n")
                    .contains("the right password is not taken either");
        }
        assertThat(owner.get("/elsewhere")).startsWith("HTTP/1.1 404");
        assertThat(owner.comingFrom("127.0.0.2").get(ROOT + "configMgr")).startsWith("HTTP/1.1 200");
        assertThat(log())
                .contains("user \"root??INFO\" from 127.0.0.1 is refused: wrong user or password")
                .containsOnlyOnce("has to wait after too many refused logins")
                .doesNotContain("a wrong password");
    }

    private static String status(ConsoleVisitor visitor) {
        try {
            return visitor.get(ROOT + "configMgr");
        } catch (IOException e) {
            return "";
        }
    }

    private Path file() {
        return home.resolve("conf/io.posthorn.email.cfg");
    }

    private String log() throws IOException {
        return Files.readString(home.resolve("logs/posthorn.log"));
    }
}

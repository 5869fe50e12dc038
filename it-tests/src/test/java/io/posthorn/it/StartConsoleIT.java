package io.posthorn.it;

import io.posthorn.sandbox.AuthorityFailure;
import io.posthorn.sandbox.Sandbox;
import io.posthorn.sandbox.User;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.FixMethodOrder;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runners.MethodSorters;
import org.openqa.selenium.By;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** An administrator in front of the web console of {@code posthorn start}, with nothing but a browser. In the order of the letters. */
@FixMethodOrder(MethodSorters.NAME_ASCENDING)
public class StartConsoleIT {

    private static final String PASSWORD = "a-given-password";
    private static final String ACCOUNT = "io.posthorn.oauth.account";
    private static final String ENDPOINT = "io.posthorn.endpoint";
    private static final String TEMPLATE = "io.posthorn.task.template";

    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static Path home;
    private static URI console;
    private static Sandbox sandbox;
    private static User alice;
    private static Program posthorn;
    private static Browser browser;

    @BeforeClass
    public static void start() throws Exception {
        sandbox = DriverSandbox.get();
        alice = sandbox.user("alice");
        home = FOLDER.newFolder("posthorn").toPath();
        Installation.copyTo(home);
        String port = StartIT.freePort();
        posthorn = Program.start(home, Map.of("POSTHORN_CONSOLE_PASSWORD", PASSWORD), "start", "--port", port);
        posthorn.awaitOutput("Ctrl-C");
        console = URI.create("http://localhost:" + port + "/system/console/");
        browser = Browser.open(console, "posthorn:" + PASSWORD);
    }

    @AfterClass
    public static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (posthorn != null) {
            posthorn.close();
        }
        sandbox.clearTokenFailures();
    }

    @Test
    public void a_everyPage_isFilledInAndSaved() throws IOException {
        save(
                "io.posthorn.network",
                Map.of("trusted.certificates", sandbox.caFile().toString()),
                "network");
        Map<String, String> account = new LinkedHashMap<>();
        account.put("name", "work");
        account.put("tenant", sandbox.tenantId());
        account.put("authority", sandbox.authority().toString());
        account.put("client.id", sandbox.clientId());
        account.put(".client.secret", sandbox.clientSecret());
        account.put("user", alice.address());
        save(ConfigurationForm.create(browser, ACCOUNT), account, "account");
        SandboxPage email = new SandboxPage(sandbox, alice).using("work");
        Map<String, String> fields = new LinkedHashMap<>(Map.of("oauth", "true"));
        for (String field : new String[] {
            "oauth.account", "smtp.host", "smtp.port", "smtp.user", "receive.host", "receive.port", "receive.user"
        }) {
            fields.put(field, email.value(field));
        }
        save("io.posthorn.email", fields, "email-service");
        save("io.posthorn.task", Map.of("email.address", alice.address()), "task-notifications");
        save(ConfigurationForm.create(browser, TEMPLATE), Map.of("type", "reminder"), "task-template");
        save("io.posthorn.endpoint.defaults", Map.of("tries", "3"), "endpoint-defaults");
        save("io.posthorn.store", Map.of(), "store");
        save("io.posthorn.console", Map.of("hosts", "posthorn.contoso.com"), "web-console");
    }

    private static void save(String pid, Map<String, String> fields, String picture) throws IOException {
        save(ConfigurationForm.open(browser, pid), fields, picture);
    }

    private static void save(ConfigurationForm form, Map<String, String> fields, String picture) throws IOException {
        form.fill(fields);
        browser.screenshot("console-" + picture);
        form.save();
    }

    @Test
    public void b_aWrongValue_isRefusedWithASentenceThatNamesTheField_andNoScriptOfItRuns() throws IOException {
        ConfigurationForm wrong = ConfigurationForm.open(browser, "io.posthorn.email")
                .fill(Map.of("smtp.port", "<img src=x onerror=document.title='caught'>"));
        assertThat(wrong.refused()).contains("the field SMTP Port Number", "<img src=x");
        browser.screenshot("console-refused");
        assertThat(browser.run("return document.title")).isNotEqualTo("caught");
        ConfigurationForm again = ConfigurationForm.open(browser, "io.posthorn.email");
        assertThat(browser.element(By.name("smtp.port")).getAttribute("value"))
                .isEqualTo(String.valueOf(sandbox.smtpPort()));
        assertThat(again.fill(Map.of("smtp.user", "")).refused()).contains("the field SMTP User");
        assertThat(ConfigurationForm.create(browser, ACCOUNT)
                        .fill(Map.of("name", "other"))
                        .refused())
                .contains("the field Client ID");
        refused("io.posthorn.network", "trusted.certificates", "/no/such/file.pem", "Trusted Certificates");
        refused("io.posthorn.store", "jdbc.url", "jdbc:oracle:thin", "JDBC URL");
        refused("io.posthorn.task", "days.to.reply", "some", "Days to Reply");
        refused("io.posthorn.endpoint.defaults", "tries", "0", "Number of Tries");
        refused("io.posthorn.console", "hosts", "https://posthorn.contoso.com/", "Other Hosts");
        assertThat(ConfigurationForm.create(browser, TEMPLATE)
                        .fill(Map.of("type", "deadline", "service.ranking", "high"))
                        .refused())
                .contains("the field Ranking", "high");
    }

    private static void refused(String pid, String field, String value, String label) {
        assertThat(ConfigurationForm.open(browser, pid)
                        .fill(Map.of(field, value))
                        .refused())
                .contains("the field " + label);
    }

    @Test
    public void c_anAccountThatNobodyHasSignedInFor_saysSo_andOneSignsInByTheBrowser() throws IOException {
        browser.open("posthorn");
        browser.awaitText("A person must sign in. No mail goes until then.");
        browser.screenshot("posthorn-before-sign-in");
        signIn();
        browser.awaitText(alice.address() + " has signed in for the account 'work'");
        assertThat(browser.address()).as("no code in it").endsWith("/system/console/posthorn");
        browser.awaitText("It works. Nobody needs to do anything.");
        browser.screenshot("posthorn-signed-in");
    }

    private static void signIn() {
        browser.unfold("Sign in…");
        assertThat(browser.text()).contains(browser.address() + "/signin");
        browser.press("Sign in");
        browser.type("login", alice.address());
        browser.type("passwd", alice.password());
        browser.click(By.cssSelector("form button"));
    }

    @Test
    public void d_aTestMail_isSent_andItsAnswerShown() throws IOException {
        User bob = sandbox.user("bob");
        int before = sandbox.messages(bob).size();
        browser.open("posthorn");
        browser.type("from", alice.address());
        browser.type("to", bob.address());
        browser.press("Send");
        browser.awaitText("The server accepted the mail.");
        assertThat(browser.text()).contains("250 ");
        assertThat(sandbox.messages(bob)).hasSize(before + 1);
        browser.screenshot("posthorn-test-mail");
        browser.open("posthorn");
        browser.type("from", alice.address());
        browser.type("to", "nobody at all");
        browser.press("Send");
        browser.awaitText("The field To: ");
        assertThat(sandbox.messages(bob)).hasSize(before + 1);
    }

    @Test
    public void e_theDoctor_showsEachStep() throws IOException {
        browser.open("posthorn");
        browser.press("Examine");
        browser.awaitText("All steps went well.");
        assertThat(browser.text()).contains("Authority: ok", "SMTP login: ok", "IMAP INBOX: ok");
        browser.screenshot("posthorn-doctor");
    }

    @Test
    public void f_anAccountThatHasDied_isSeen_andRepairedByWhatThePageSays() throws IOException {
        sandbox.failAllTokenRequests(AuthorityFailure.aadsts(700082));
        browser.open("posthorn");
        browser.press("Refresh now");
        browser.awaitText("The refresh token died of disuse");
        browser.awaitText("A person must sign in.");
        browser.screenshot("posthorn-expired");
        sandbox.clearTokenFailures();
        signIn();
        browser.awaitText("It works. Nobody needs to do anything.");
        browser.press("Refresh now");
        browser.awaitText("Microsoft gave new tokens for the account 'work'.");
    }

    @Test
    public void g_anEndpoint_isSavedAfterItsInboxWasTried_isWatched_pausedAndResumed() throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", "orders");
        fields.put("oauth", "true");
        fields.put("oauth.account", "work");
        fields.put("service", "unknown");
        fields.put("inbox.host", sandbox.host());
        fields.put("inbox.port", "1");
        fields.put("inbox.user", alice.address());
        assertThat(ConfigurationForm.create(browser, ENDPOINT).fill(fields).refused())
                .contains("localhost:1");
        fields.put("inbox.port", String.valueOf(sandbox.imapPort()));
        save(ConfigurationForm.create(browser, ENDPOINT), fields, "endpoint");
        browser.open("posthorn");
        browser.awaitText("orders");
        browser.press("Pause");
        browser.awaitText("The endpoint orders starts nothing more");
        browser.press("Resume");
        browser.awaitText("The endpoint orders goes on.");
        browser.screenshot("posthorn-endpoints");
    }

    @Test
    public void h_thePage_worksAt360Pixels_byKeyboard_andWithoutAnyScript() throws IOException {
        browser.open("posthorn");
        browser.width(360);
        browser.await(driver -> browser.run("return window.innerWidth").equals(360L));
        assertThat(browser.run("return [...document.querySelectorAll('main *')]"
                        + ".filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth)"
                        + ".map(e => e.tagName + ' ' + e.className + ' ' + e.textContent.slice(0, 40)).join('; ')"))
                .as("nothing sticks out")
                .isEqualTo("");
        assertThat(browser.run("return document.scripts.length")).isEqualTo(0L);
        assertThat(String.valueOf(browser.run(
                        "return performance.getEntriesByType('resource').map(e => new URL(e.name).host).join()")))
                .as("no other site's files")
                .doesNotContainPattern("(^|,)(?!localhost:)[^,]+");
        browser.screenshot("posthorn-narrow");
        assertThat(browser.run("return [...document.querySelectorAll('a,button,input,select,summary')]"
                        + ".every(e => e.tabIndex >= 0)"))
                .isEqualTo(true);
        browser.width(1200);
    }

    @Test
    public void i_twoSignInsAtOnce_endEachOnItsOwn_andAStrangersAnswerIsNotTaken() {
        browser.open("posthorn");
        String before = browser.text();
        browser.openAt(browser.address() + "/signin?code=stolen&state=made-up");
        browser.awaitText("This is not the answer to a sign-in that was begun in this browser");
        assertThat(before).contains("It works.");
        browser.open("posthorn");
        browser.unfold("Sign in…");
        browser.press("Sign in");
        String first = loginPage();
        browser.open("posthorn");
        signIn();
        browser.awaitText("has signed in for the account 'work'");
        browser.openAt(first);
        browser.type("login", alice.address());
        browser.type("passwd", alice.password());
        browser.click(By.cssSelector("form button"));
        browser.awaitText("Begin again: mail:signin work");
        browser.awaitText("It works. Nobody needs to do anything.");
    }

    private static String loginPage() {
        browser.element(By.id("passwd"));
        return browser.address();
    }

    @Test
    public void j_aScriptInAMailsSubject_orInATasksText_staysText() throws Exception {
        String script =
                "<script>document.title=/caught/.source</script><img src=x onerror=document.title=/caught/.source>";
        String notify = "mail:notify --task '" + script + "' --to " + alice.address() + " --operation '" + script
                + "' --description '" + script + "'";
        try (Program command = Program.start(home, Map.of(), "-c", notify)) {
            assertThat(command.exitCode()).as(command.errors()).isZero();
        }
        browser.open("posthorn");
        assertThat(browser.text()).contains("<script>document.title");
        browser.screenshot("posthorn-outbox");
        assertThat(browser.run("return document.title")).isEqualTo("Posthorn");
    }

    /** A program with the administrator's password and cookies, as a page of another site would have them. */
    @Test
    public void k_withoutTheTokenOfItsSession_aFormDoesNothing() throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        int asked = sandbox.tokenRequests().size();
        String page = send(client, request().GET());
        String token = page.replaceFirst("(?s).*name=\"token\" value=\"([^\"]+)\".*", "$1");
        for (String wrong : new String[] {"", "token=&", "token=" + token.toLowerCase(Locale.ROOT) + "&"}) {
            String form = wrong + "do=REFRESH&name=work";
            assertThat(send(client, request().POST(BodyPublishers.ofString(form))))
                    .contains("Nothing was done: the form was too old, or came from elsewhere.");
        }
        assertThat(sandbox.tokenRequests()).hasSize(asked);
        String right = "token=" + token + "&do=REFRESH&name=work";
        assertThat(send(client, request().POST(BodyPublishers.ofString(right)))).contains("Microsoft gave new tokens");
        assertThat(sandbox.tokenRequests()).hasSize(asked + 1);
        assertThat(send(client, request().POST(BodyPublishers.ofString("token=" + token + "&do=EVERYTHING"))))
                .contains("the page does not know this command");
    }

    private static HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create(console + "posthorn"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(("posthorn:" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
    }

    private static String send(HttpClient client, HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';");
        return answer.body();
    }

    @Test
    public void l_noSecret_isInAnyAnswerOrInTheLog() throws Exception {
        List<String> texts = new ArrayList<>(List.of(Files.readString(home.resolve("logs/posthorn.log"))));
        HttpClient client = HttpClient.newHttpClient();
        texts.add(client.send(request().GET().build(), BodyHandlers.ofString()).body());
        for (String pid : new String[] {"io.posthorn.email", "io.posthorn.network"}) {
            HttpRequest.Builder page = request().uri(URI.create(console + "configMgr/" + pid + "?post=true"));
            texts.add(client.send(page.POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString())
                    .body());
        }
        for (String secret : sandbox.issuedSecrets()) {
            assertThat(texts).noneMatch(text -> text.contains(secret));
        }
        assertThat(texts.get(0)).as("the audit").contains("io.posthorn.audit", "sign in name 'work'");
    }
}

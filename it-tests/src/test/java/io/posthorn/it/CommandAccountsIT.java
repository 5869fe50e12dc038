package io.posthorn.it;

import io.posthorn.sandbox.Sandbox;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** Accounts as an administrator sees them in the shell; each command is a process of its own. */
public class CommandAccountsIT {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final Sandbox sandbox = DriverSandbox.get();
    private final String alice = sandbox.user("alice").address();
    private SandboxPage page;
    private Path conf;

    @Before
    public void fillPages() throws Exception {
        conf = folder.newFolder("conf").toPath();
        page = new SandboxPage(sandbox, sandbox.user("alice"));
        write("io.posthorn.email.cfg", page.using("work"));
        write("io.posthorn.network.cfg", SandboxPage.network(sandbox));
        write("io.posthorn.oauth.account-work.cfg", page.account("work"));
    }

    private void write(String name, SandboxPage fields) throws Exception {
        Files.writeString(conf.resolve(name), fields.file());
    }

    private String run(String command) throws Exception {
        try (Program program = Program.start("-c", command, "--conf", conf.toString())) {
            assertThat(program.exitCode()).as(program.errors()).isZero();
            return program.output();
        }
    }

    private String fail(String command) throws Exception {
        try (Program program = Program.start("-c", command, "--conf", conf.toString())) {
            assertThat(program.exitCode()).isEqualTo(1);
            return program.errors();
        }
    }

    private void send() throws Exception {
        run("mail:send --to " + alice + " --from " + alice);
    }

    @Test
    public void tokens_outliveTheProcess_andTheSeed() throws Exception {
        int before = sandbox.tokenRequests().size();
        send();
        sandbox.revoke(page.value(".refresh.token"), 700082);
        send();
        assertThat(sandbox.tokenRequests()).hasSize(before + 1);

        String accounts = run("mail:accounts");
        assertThat(accounts)
                .startsWith("Tokens are kept in: embedded H2 in " + conf.resolve("store"))
                .contains("\nwork\n")
                .contains("  user          " + alice)
                .contains("SMTP.Send")
                .contains("  last error    none");
        String claims = run("mail:token work");
        assertThat(claims).contains("aud ", "https://outlook.office.com", "SMTP.Send", alice);
        assertThat(sandbox.issuedSecrets()).noneMatch(accounts::contains).noneMatch(claims::contains);
        assertThat(sandbox.tokenRequests()).hasSize(before + 1);

        assertThat(run("mail:forget work")).contains("Forgotten", "starts anew with the refresh token of that page");
        assertThat(fail("mail:send --to " + alice + " --from " + alice)).contains("AADSTS700082");
        assertThat(run("mail:accounts")).contains("AADSTS700082", "sign in needed", "died of disuse");
    }

    @Test
    public void anUnknownName_isAnsweredWithThoseThereAre() throws Exception {
        assertThat(fail("mail:token wrok")).contains("There is no OAuth 2.0 account 'wrok'. There are: work.");
        assertThat(fail("mail:forget wrok")).contains("Nothing is stored under the name 'wrok'");
    }

    @Test
    public void rekey_keepsEveryToken() throws Exception {
        send();
        int before = sandbox.tokenRequests().size();
        run("mail:rekey");
        send();
        assertThat(sandbox.tokenRequests()).hasSize(before);
    }

    @Test
    public void aKeyThatIsNotTheStores_isRefused_andNothingIsOverwritten() throws Exception {
        send();
        Path store = conf.resolve("io.posthorn.store.cfg");
        Files.writeString(store, ".encryption.key = " + "00".repeat(32) + "\n");
        Path key = conf.resolve("store/encryption.key");
        Path away = Files.move(key, conf.resolve("key-elsewhere"));
        String refused = fail("mail:send --to " + alice + " --from " + alice);
        assertThat(refused).contains("Previous Encryption Keys").doesNotContain("0000");
        Files.delete(store);
        Files.move(away, key);
        int before = sandbox.tokenRequests().size();
        send();
        assertThat(sandbox.tokenRequests()).hasSize(before);
    }

    @Test
    public void doctor_walksTheWholeWay_andFailsWhereItStops() throws Exception {
        assertThat(run("mail:doctor"))
                .contains(
                        "ok       Scopes: ",
                        "ok       SMTP MAIL FROM: ",
                        "ok       IMAP INBOX: ",
                        "All steps went well.");
        write("io.posthorn.email.cfg", page.using("work").with("smtp.port", "1"));
        try (Program doctor = Program.start("-c", "mail:doctor", "--conf", conf.toString())) {
            assertThat(doctor.exitCode()).isEqualTo(1);
            assertThat(doctor.output()).contains("ok       Token: ", "FAILED   SMTP connection: ", "SMTP Port Number");
            assertThat(doctor.errors()).startsWith("mail:doctor failed: mail:doctor stopped at the step");
            assertThat(sandbox.issuedSecrets()).noneMatch(doctor.output()::contains);
        }
    }

    @Test
    public void signIn_beginsInOneProcess_andEndsInAnother() throws Exception {
        write("io.posthorn.oauth.account-work.cfg", page.account("work").with(".refresh.token", ""));
        assertThat(run("mail:signin --paste work"))
                .contains(sandbox.authority() + "/" + sandbox.tenantId() + "/oauth2/v2.0/authorize?")
                .contains("code_challenge_method=S256", "SMTP.Send", "IMAP.AccessAsUser.All", "prompt=login")
                .doesNotContain("POP.AccessAsUser.All");
        assertThat(fail("mail:signin work 'https://login.microsoftonline.com/x?code=1.abc&state=another'"))
                .contains("another sign-in");
        assertThat(fail("mail:send --to " + alice + " --from " + alice))
                .contains("Nobody has signed in for the account 'work' yet.");
    }
}

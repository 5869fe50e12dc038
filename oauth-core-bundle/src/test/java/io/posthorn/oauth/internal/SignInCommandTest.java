package io.posthorn.oauth.internal;

import io.posthorn.oauth.Permission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What an administrator types, and what is printed. */
@Timeout(60)
class SignInCommandTest {

    private static final Pattern URL = Pattern.compile("https://\\S+/authorize\\?\\S+");

    private final SignInRig work;
    private final AccountShell shell;

    SignInCommandTest(@TempDir Path folder) {
        work = new SignInRig(folder, builder -> builder.publicClientFlows(true));
        shell = new AccountShell(work.signIn);
    }

    @AfterEach
    void stop() {
        shell.close();
        work.close();
    }

    private String signedIn(String printed) {
        Matcher url = URL.matcher(printed);
        assertThat(url.find()).isTrue();
        return work.visitor.signIn(URI.create(url.group()), work.alice);
    }

    private void assertDone() {
        assertThat(shell.printed())
                .contains(work.alice.address() + " has signed in for the account 'work'. The refresh token is stored.")
                .contains("IMAP.AccessAsUser.All, POP.AccessAsUser.All, SMTP.Send");
        assertThat(work.sandbox.issuedSecrets().stream().noneMatch(shell.printed()::contains))
                .as("no secret is printed")
                .isTrue();
        assertThat(work.token(Permission.SMTP_SEND)).isNotNull();
    }

    @Test
    void signin_waitsForTheBrowser() throws Exception {
        CompletableFuture<String> command = inBackground("mail:signin work");
        awaitPrinted("Waiting until", command);
        assertThat(shell.printed()).contains("finish with", "mail:signin work 'ADDRESS'", "AADSTS50011");
        String address = signedIn(shell.printed());
        work.visitor.get(URI.create(address.replaceFirst("(:\\d+)\\?", "$1/?")));
        command.get(30, TimeUnit.SECONDS);
        assertDone();
    }

    @Test
    void signinPaste_isFinishedByASecondOne() throws Exception {
        String printed = shell.run("mail:signin --paste work");
        assertThat(printed).contains("begins with " + work.sandbox.authority() + "/common/oauth2/nativeclient");
        shell.run("mail:signin work '" + signedIn(printed) + "'");
        assertDone();
    }

    @Test
    void signinRedirect_takesARegisteredAddress() throws Exception {
        String printed = shell.run("mail:signin --redirect http://localhost work");
        assertThat(printed).contains("begins with http://localhost)");
        shell.run("mail:signin work '" + signedIn(printed) + "'");
        assertDone();
    }

    @Test
    void signinDevice_showsTheCode() throws Exception {
        work.fill(".client.secret", "");
        CompletableFuture<String> command = inBackground("mail:signin --device work");
        awaitPrinted("enter the code", command);
        work.visitor.onDevicePage(
                shell.printed(), Map.of("login", work.alice.address(), "passwd", work.alice.password()));
        command.get(30, TimeUnit.SECONDS);
        assertDone();
    }

    private CompletableFuture<String> inBackground(String commandLine) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return shell.run(commandLine);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void awaitPrinted(String text, CompletableFuture<String> command) {
        while (!shell.printed().contains(text) && !command.isDone()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void wrongOptions_areNamed() {
        assertThat(catchThrowable(() -> shell.run("mail:signin --port 70000 work")))
                .hasMessageContaining("--port 70000 is no port");
        assertThat(catchThrowable(() -> shell.run("mail:signin --redirect here work")))
                .hasMessageContaining("--redirect here is no redirect URI");
        assertThat(catchThrowable(() -> shell.run("mail:signin --browser work")))
                .hasMessageContaining("no option --browser");
        assertThat(catchThrowable(() -> shell.run("mail:signin work 0.ASY more")))
                .hasMessageContaining("the options before the name")
                .hasMessageNotContaining("ASY");
        assertThat(catchThrowable(() -> shell.run("mail:signin wrok"))).hasMessageContaining("There are: work.");
    }
}

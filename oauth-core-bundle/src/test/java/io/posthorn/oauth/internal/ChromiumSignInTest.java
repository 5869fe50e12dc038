package io.posthorn.oauth.internal;

import io.posthorn.oauth.Permission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A person with a real browser, which is the one to say whether it comes back to mail:signin. */
@Timeout(180)
class ChromiumSignInTest {

    private static final Pattern URL = Pattern.compile("https://\\S+/authorize\\?\\S+");

    @TempDir
    private Path folder;

    @Test
    void chromium_signsInThroughMailSignin() throws Exception {
        var program = Chromium.program();
        assertThat(program.isPresent() || System.getenv("CI") == null)
                .as("Chromium is there in CI")
                .isTrue();
        assumeTrue(program.isPresent(), "skipped: there is no Chromium on this machine's PATH");
        Path profile = Files.createDirectory(folder.resolve("profile"));
        try (SignInRig work = new SignInRig(folder);
                AccountShell shell = new AccountShell(work.signIn);
                Chromium browser = new Chromium(program.get(), profile, work.visitor.keysOfTheAuthority())) {
            CompletableFuture<Void> command = CompletableFuture.runAsync(() -> run(shell));
            while (!shell.printed().contains("Waiting until") && !command.isDone()) {
                Thread.onSpinWait();
            }
            signIn(browser, consentUrl(shell), work);
            command.get(60, TimeUnit.SECONDS);
            assertThat(shell.printed()).contains(work.alice.address() + " has signed in for the account 'work'");
            assertThat(work.token(Permission.SMTP_SEND)).isNotNull();
        }
    }

    private static void run(AccountShell shell) {
        try {
            shell.run("mail:signin work");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static URI consentUrl(AccountShell shell) {
        Matcher url = URL.matcher(shell.printed());
        assertThat(url.find()).isTrue();
        return URI.create(url.group());
    }

    private static void signIn(Chromium browser, URI url, SignInRig work) throws Exception {
        browser.open(url);
        browser.await("document.readyState == 'complete' && document.getElementById('passwd') != null");
        browser.run("document.getElementById('login').value = " + Chromium.quoted(work.alice.address())
                + "; document.getElementById('passwd').value = " + Chromium.quoted(work.alice.password())
                + "; document.querySelector('form button').click()");
        browser.await("location.hostname == 'localhost' && location.protocol == 'http:'"
                + " && document.body.innerText.includes('You can close this window.')");
    }
}

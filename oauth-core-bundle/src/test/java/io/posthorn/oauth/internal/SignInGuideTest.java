package io.posthorn.oauth.internal;

import io.posthorn.oauth.Permission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.util.converter.Converters;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever follows docs/guides/sign-in.md gets signed in. */
@Timeout(60)
class SignInGuideTest {

    private static final Pattern COMMAND = Pattern.compile("\\./posthorn -c (['\"])(.*)\\1");
    private static final Pattern URL = Pattern.compile("https://\\S+/authorize\\?\\S+");

    private final SignInRig work;
    private final AccountShell shell;

    SignInGuideTest(@TempDir Path folder) {
        work = new SignInRig(folder, builder -> builder.publicClientFlows(true));
        shell = new AccountShell(work.signIn);
    }

    @AfterEach
    void stop() {
        shell.close();
        work.close();
    }

    private static String example(String name) throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "guides", "sign-in.md"));
        Matcher example = Pattern.compile("<!-- " + name + ": [^>]*-->\\n```\\w+\\n(.*?)\\n```", Pattern.DOTALL)
                .matcher(guide);
        assertThat(example.find()).as(name).isTrue();
        return example.group(1);
    }

    private static List<String> commands(String name) throws IOException {
        return COMMAND.matcher(example(name))
                .results()
                .map(found -> found.group(2))
                .toList();
    }

    private String signedIn() {
        Matcher url = URL.matcher(shell.printed());
        assertThat(url.find()).isTrue();
        return work.visitor.signIn(URI.create(url.group()), work.alice);
    }

    private CompletableFuture<Void> inBackground(String command, String untilPrinted) {
        CompletableFuture<Void> running = CompletableFuture.runAsync(() -> {
            try {
                shell.run(command);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        while (!shell.printed().contains(untilPrinted) && !running.isDone()) {
            Thread.onSpinWait();
        }
        return running;
    }

    @Test
    void account_isAPageThatASignInIsFor() throws IOException {
        Properties file = new Properties();
        file.load(new StringReader(example("sign-in-account")));
        Map<String, String> page = new HashMap<>();
        file.forEach(
                (name, value) -> page.put((String) name, ((String) value).replace("$[secret:client-secret]", "x")));
        AccountConfig config = Converters.standardConverter().convert(page).to(AccountConfig.class);
        work.rig.accounts.put(AccountPage.PID + "~work", new AccountPage(config));
        assertThat(work.signIn.begin("work", SignInRig.NATIVE_CLIENT).url().toString())
                .startsWith("https://login.microsoftonline.com/contoso.com/oauth2/v2.0/authorize?client_id=1111")
                .endsWith("&login_hint=forms%40contoso.com");
    }

    @Test
    void browser_comesBackByItself() throws Exception {
        CompletableFuture<Void> command =
                inBackground(commands("sign-in-browser").get(0), "Waiting until");
        work.visitor.get(URI.create(signedIn().replaceFirst("(:\\d+)\\?", "$1/?")));
        command.get(30, TimeUnit.SECONDS);
        assertThat(work.token(Permission.SMTP_SEND)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sign-in-paste", "sign-in-redirect"})
    void pastedAddress_isTaken(String name) throws Exception {
        List<String> commands = commands(name);
        shell.run(commands.get(0));
        shell.run(commands.get(1).replace("ADDRESS", signedIn()));
        assertThat(work.token(Permission.SMTP_SEND)).isNotNull();
    }

    @Test
    void device_isSignedInFromElsewhere() throws Exception {
        work.fill(".client.secret", "");
        CompletableFuture<Void> command =
                inBackground(commands("sign-in-device").get(0), "enter the code");
        work.visitor.onDevicePage(
                shell.printed(), Map.of("login", work.alice.address(), "passwd", work.alice.password()));
        command.get(30, TimeUnit.SECONDS);
        assertThat(work.token(Permission.SMTP_SEND)).isNotNull();
    }
}

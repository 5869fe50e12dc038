package io.posthorn.it;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** What the guide says on https, done in an installation of its own. */
public class StartHttpsIT {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Guide guide;
    private Path home;
    private Path page;
    private int port;

    @Before
    public void install() throws IOException {
        guide = new Guide("web-console.md");
        home = folder.newFolder("my posthorn").toPath();
        Installation.copyTo(home);
        page = home.resolve("conf/org.apache.felix.http.cfg");
        port = Integer.parseInt(StartIT.freePort());
    }

    @Test
    public void theConsole_isThereByHttpsAlone_asTheGuideSays() throws Exception {
        makeKeystore();
        Files.writeString(page, guide.block("console-https").replace("/srv/posthorn", home.toString()));
        try (Program posthorn = start()) {
            URI address = address(posthorn);
            assertThat(address).hasToString("https://localhost:" + port + "/system/console/configMgr");
            assertThat(posthorn.errors()).isEmpty();
            assertThat(get(address, "")).isEqualTo(401);
            assertThat(get(address, "posthorn:a given password")).isEqualTo(200);
            assertThat(get(URI.create("https://127.0.0.1:" + port + "/system/console/"), ""))
                    .isEqualTo(401);
            assertThat(withoutTls()).doesNotContain("HTTP/1.1 401");
            assertThat(ListeningSockets.beyondLoopback(posthorn.pid())).isEmpty();
            posthorn.terminate();
        }
        Files.writeString(page, Files.readString(page) + guide.block("console-elsewhere"));
        try (Program posthorn = start()) {
            assertThat(get(address(posthorn), "posthorn:a given password")).isEqualTo(200);
            assertThat(ListeningSockets.beyondLoopback(posthorn.pid())).hasSize(1);
            posthorn.terminate();
        }
        assertThat(Files.readString(home.resolve("logs/posthorn.log"))).doesNotContain(password());
    }

    @Test
    public void whatCannotWork_isOneSentence() throws Exception {
        Files.writeString(page, guide.block("console-elsewhere"));
        assertEnds("0.0.0.0", "in clear", page.toString());
        Files.writeString(page, guide.block("console-https"));
        assertEnds("secrets/console-keystore", "cannot be read");
    }

    private void assertEnds(String... parts) throws Exception {
        try (Program posthorn = start()) {
            assertThat(posthorn.exitCode()).isEqualTo(1);
            assertThat(posthorn.errors()).startsWith("posthorn: ").contains(parts);
            assertThat(posthorn.errors().lines()).hasSize(1);
        }
    }

    /** What comes back, if the line is not cut. */
    private String withoutTls() {
        try {
            return ConsoleVisitor.at(port, "").get("/system/console/");
        } catch (IOException e) {
            return "";
        }
    }

    private void makeKeystore() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin");
        ProcessBuilder shell = new ProcessBuilder("bash", "-euc", guide.block("console-keystore"))
                .directory(home.toFile())
                .inheritIO();
        shell.environment().merge("PATH", java.toString(), (path, bin) -> bin + ":" + path);
        assertThat(shell.start().waitFor()).isZero();
    }

    private Program start() throws IOException {
        return Program.start(
                home, Map.of("POSTHORN_CONSOLE_PASSWORD", "a given password"), "start", "--port", String.valueOf(port));
    }

    private static URI address(Program posthorn) throws InterruptedException {
        Matcher matcher = Pattern.compile("https?://\\S+").matcher(posthorn.awaitOutput("Ctrl-C"));
        assertThat(matcher.find()).isTrue();
        return URI.create(matcher.group());
    }

    private int get(URI address, String login) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        if (!login.isEmpty()) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        }
        return HttpClient.newBuilder()
                .sslContext(trust())
                .build()
                .send(request.build(), BodyHandlers.discarding())
                .statusCode();
    }

    private SSLContext trust() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(home.resolve("conf/console.p12"))) {
            keys.load(in, password().toCharArray());
        }
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("console", keys.getCertificate("console"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private String password() throws IOException {
        return Files.readString(home.resolve("conf/secrets/console-keystore")).strip();
    }
}

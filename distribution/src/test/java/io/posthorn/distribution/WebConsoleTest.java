package io.posthorn.distribution;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Where the console is and what is wrong with it, by what the page of the HTTP service says. */
class WebConsoleTest {

    private static final String HTTPS = """
            org.apache.felix.https.enable = true
            org.apache.felix.https.keystore = KEYSTORE
            org.apache.felix.https.keystore.password = $[secret:keystore]
            """;

    @TempDir
    static Path keys;

    @TempDir
    Path conf;

    private static Path made;

    private Path keystore = made;

    @BeforeAll
    static void makeKeystore() throws Exception {
        made = keytool("console.p12", "-ext", "san=dns:posthorn.contoso.com,dns:localhost");
    }

    private static Path keytool(String name, String... more) throws Exception {
        Path file = keys.resolve(name);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of("-genkeypair", "-alias", "console", "-keyalg", "EC", "-dname", "CN=old.contoso.com"));
        command.addAll(List.of("-storepass", "correct", "-keystore", file.toString()));
        command.addAll(List.of(more));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        return file;
    }

    @Test
    void withoutPage_itIsOnLoopback() {
        WebConsole console = new WebConsole(8181, HttpPage.read(conf));
        assertThat(console.configurationPage()).hasToString("http://127.0.0.1:8181/system/console/configMgr");
        assertThat(console.frameworkProperties("hash"))
                .containsEntry("org.apache.felix.http.host", "127.0.0.1")
                .containsEntry("org.apache.felix.http.enable", "true")
                .containsEntry("org.osgi.service.http.port", "8181")
                .containsEntry("org.apache.felix.http.require.config", "false");
    }

    @Test
    void withHttps_itIsThereAlone_underANameOfTheCertificateThatLeadsThere() throws IOException {
        WebConsole console = console(HTTPS);
        assertThat(console.configurationPage()).hasToString("https://localhost:8181/system/console/configMgr");
        assertThat(console.frameworkProperties("hash"))
                .containsEntry("org.apache.felix.http.enable", "false")
                .containsEntry("org.osgi.service.http.port.secure", "8181")
                .containsEntry("org.apache.felix.http.require.config", "true");
        assertThat(console.warning()).isEmpty();
        assertThat(console(HTTPS + "org.apache.felix.http.host = 0.0.0.0\norg.osgi.service.http.port.secure = 443\n")
                        .configurationPage())
                .hasToString("https://posthorn.contoso.com:443/system/console/configMgr");
        assertThat(console(HTTPS + "org.apache.felix.http.enable = true\n").configurationPage())
                .hasToString("https://localhost:8443/system/console/configMgr");
    }

    @Test
    void withoutOtherNames_theCommonNameCounts_andAnExpiredCertificateIsNamed() throws Exception {
        keystore = keytool("expired.p12", "-startdate", "-10d", "-validity", "2");
        WebConsole console = console(HTTPS);
        assertThat(console.configurationPage()).hasToString("https://old.contoso.com:8181/system/console/configMgr");
        assertThat(console.warning())
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("expired.p12", "not valid today"));
    }

    @Test
    void boundElsewhere_itNeedsHttps() {
        assertFault("org.apache.felix.http.host = 0.0.0.0\n", "0.0.0.0", "in clear", "org.apache.felix.https.enable");
        assertFault(HTTPS + "org.apache.felix.http.host=::\norg.apache.felix.http.enable=true\n", "in clear");
        assertFault("org.apache.felix.http.enable = false\n", "no web console");
        assertFault("org.apache.felix.http.host = [::1\n", "'[::1'", "no address");
    }

    @Test
    void aKeystoreThatCannotBeRead_isNamedWithTheReason() throws IOException {
        assertFault("org.apache.felix.https.enable = true\n", "org.apache.felix.https.keystore");
        assertFault(HTTPS.replace("KEYSTORE", "/no/such.p12"), "/no/such.p12", "does not exist");
        assertFault(HTTPS.replace("$[secret:keystore]", "wrong"), "console.p12", "another password");
        assertFault(HTTPS.replace("keystore]", "nowhere]"), "nowhere", "cannot be read");
        assertFault(HTTPS.replace("secret:keystore", "env:NO_SUCH_VARIABLE"), "NO_SUCH_VARIABLE");
        Path text = Files.writeString(conf.resolve("text.p12"), "-----BEGIN CERTIFICATE-----");
        assertFault(HTTPS.replace("KEYSTORE", text.toString()), "text.p12", "is no keystore");
        assertFault(HTTPS + "org.osgi.service.http.port.secure = 84x\n", "port.secure", "84x");
    }

    private void assertFault(String page, String... parts) {
        assertThatThrownBy(() -> console(page))
                .isInstanceOf(LaunchException.class)
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining("correct");
    }

    private WebConsole console(String page) throws IOException {
        Files.createDirectories(conf.resolve("secrets"));
        Files.writeString(conf.resolve("secrets/keystore"), "correct\n");
        Files.writeString(conf.resolve(HttpPage.FILE), page.replace("KEYSTORE", keystore.toString()));
        return new WebConsole(8181, HttpPage.read(conf));
    }
}

package io.posthorn.oauth.internal.network;

import io.posthorn.oauth.NetworkException;
import io.posthorn.oauth.Proxy;
import io.posthorn.sandbox.Sandbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the page says, and what is said of a wrong one. */
class NetworkPageTest {

    private static final String PAGE = "On the page Network (io.posthorn.network), the field ";
    private static final String PASSWORD = "a-password-0123456789";

    private static Sandbox sandbox;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    // The proxy.

    @Test
    void withoutAPage_serversAreReachedDirectly() {
        assertThat(new NetworkComponent().proxy("login.microsoftonline.com")).isEmpty();
        assertThat(NetworkPages.of().proxy("login.microsoftonline.com")).isEmpty();
        assertThat(NetworkPages.of("proxy.user", "x", "proxy.port", "3128").proxy("a"))
                .isEmpty();
    }

    @Test
    void proxy_isWhatThePageSays() {
        assertThat(NetworkPages.of("proxy.host", " proxy.contoso.com ").proxy("a"))
                .contains(new Proxy("proxy.contoso.com", 8080, "", ""));
        assertThat(NetworkPages.of(
                                "proxy.host", "p", "proxy.port", "3128", "proxy.user", "u", ".proxy.password", PASSWORD)
                        .proxy("a"))
                .contains(new Proxy("p", 3128, "u", PASSWORD));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LOCALHOST, true",
        "mail.contoso.com, true",
        "a.b.contoso.com, true",
        "contoso.com, false",
        "evilcontoso.com, false",
        "mail.fabrikam.com, true",
        "xmail.fabrikam.com, false",
        "10.1.2.3, true",
        "110.1.2.3, false",
        "[::1], true",
        "a.intranet, true",
        "127.0.0.1, false" // only what is listed
    })
    void exceptions_areReachedDirectly(String host, boolean direct) {
        NetworkComponent network = NetworkPages.of(
                "proxy.host", "p",
                "proxy.exceptions", "localhost, *.contoso.com mail.Fabrikam.com,10.*\n::1 .intranet");
        assertThat(network.proxy(host).isEmpty()).isEqualTo(direct);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    proxy.host        | http://proxy:8080 | Proxy Host is 'http://proxy:8080', which is no name of a host. Give its DNS name alone
                    proxy.host        | proxy:8080        | Proxy Host is 'proxy:8080', which is no name of a host.
                    proxy.host        | $[env:NOPE]       | Proxy Host is '$[env:NOPE]', and there is no environment variable NOPE
                    proxy.port        | abc               | Proxy Port is 'abc'. Give a number from 1 to 65535
                    proxy.port        | 65536             | Proxy Port is '65536'.
                    proxy.user        | domain:user       | Proxy User is 'domain:user'. A user of a Basic login has no colon: take it out.
                    .proxy.password   | $[secret:nope]    | Proxy Password is '$[secret:nope]', and there is no readable file nope
                    .proxy.password   | a-password-0123456789 | Proxy User is empty, but Proxy Password is not. Fill in both or none.
                    proxy.exceptions  | http://a.b        | Proxy Exceptions is not usable. 'http://a.b' is no host. Give names like localhost or *.contoso.com
                    proxy.exceptions  | a.b:25            | Proxy Exceptions is not usable. 'a.b:25' is no host.
                    proxy.exceptions  | a&b               | Proxy Exceptions is not usable.
                    """)
    void wrongField_isNamed(String field, String value, String sentence) {
        NetworkComponent network = NetworkPages.of("proxy.host", "proxy", field, value);
        assertThatThrownBy(() -> network.proxy("a.contoso.com"))
                .isInstanceOf(NetworkException.class)
                .hasMessageStartingWith(PAGE + sentence);
    }

    @Test
    void changedPage_isUsedBySameNetwork() {
        NetworkComponent network = NetworkPages.of("proxy.host", "first");
        assertThat(network.proxy("a")).map(Proxy::host).contains("first");
        NetworkPages.fill(network, "proxy.host", "a b");
        assertThatThrownBy(() -> network.proxy("a")).hasMessageStartingWith(PAGE + "Proxy Host");
        NetworkPages.fill(network, "proxy.host", "second");
        assertThat(network.proxy("a")).map(Proxy::host).contains("second");
    }

    // The certificates.

    private static void connect(NetworkComponent network) throws Exception {
        try (SSLSocket socket =
                (SSLSocket) network.tls().getSocketFactory().createSocket(sandbox.host(), sandbox.imapPort())) {
            socket.startHandshake();
        }
    }

    private Path pkcs12(String password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(sandbox.caFile())) {
            store.setCertificateEntry(
                    "company", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        Path file = folder.resolve("trust");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }

    @Test
    void platformsCertificates_areTrustedAlone_byDefault() {
        assertThatThrownBy(() -> connect(NetworkPages.of())).isInstanceOf(SSLHandshakeException.class);
        assertThatThrownBy(() -> connect(new NetworkComponent())).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void pemFile_isTrusted() {
        assertThatCode(() -> connect(
                        NetworkPages.of("trusted.certificates", sandbox.caFile().toString())))
                .doesNotThrowAnyException();
    }

    @Test
    void pemFileWithWordsAround_isTrusted() throws Exception {
        String pem = Files.readString(sandbox.caFile());
        Path file = Files.writeString(folder.resolve("ca.txt"), "Our authority\n" + pem + pem);
        assertThatCode(() -> connect(NetworkPages.of("trusted.certificates", file.toString())))
                .doesNotThrowAnyException();
    }

    @Test
    void pkcs12File_isTrusted_whateverItsName() throws Exception {
        String file = pkcs12(PASSWORD).toString();
        NetworkComponent network =
                NetworkPages.of("trusted.certificates", file, ".trusted.certificates.password", PASSWORD);
        assertThatCode(() -> connect(network)).doesNotThrowAnyException();
    }

    @Test
    void pkcs12File_withAnotherPassword_isNamed() throws Exception {
        String file = pkcs12(PASSWORD).toString();
        assertThatThrownBy(
                        NetworkPages.of("trusted.certificates", file, ".trusted.certificates.password", "other")::tls)
                .isInstanceOf(NetworkException.class)
                .hasMessage(PAGE + "Trusted Certificates Password is wrong: the PKCS#12 file '" + file
                        + "' does not open with it. Give the password that the file was made with.");
        assertThatThrownBy(NetworkPages.of("trusted.certificates", file)::tls)
                .hasMessageStartingWith(PAGE + "Trusted Certificates Password is empty: the PKCS#12 file");
    }

    @Test
    void pkcs12File_withoutCertificatesToTrust_isNamed() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Path file = folder.resolve("empty.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        assertThatThrownBy(NetworkPages.of(
                        "trusted.certificates", file.toString(), ".trusted.certificates.password", PASSWORD)::tls)
                .hasMessageStartingWith(PAGE + "Trusted Certificates is not usable. The file '" + file
                        + "' holds no certificate to trust.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "0", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
    void fileThatIsNeither_isNamed(String content) throws Exception {
        Path file = Files.writeString(folder.resolve("neither"), content);
        assertThatThrownBy(NetworkPages.of("trusted.certificates", file.toString())::tls)
                .isInstanceOf(NetworkException.class)
                .hasMessageStartingWith(PAGE + "Trusted Certificates is not usable. The file '" + file + "'");
    }

    @Test
    void brokenPkcs12File_isNamed() throws Exception {
        Path file =
                Files.write(folder.resolve("broken.p12"), new byte[] {0x30, (byte) 0x82, 0x10, 0, 2, 1, 3, 4, 5, 6});
        assertThatThrownBy(NetworkPages.of("trusted.certificates", file.toString())::tls)
                .hasMessageStartingWith(PAGE + "Trusted Certificates is not usable. The file '" + file
                        + "' is neither a PEM file of certificates nor a PKCS#12 file");
    }

    @Test
    void missingFile_isNamed() {
        assertThatThrownBy(NetworkPages.of("trusted.certificates", "no-such.pem")::tls)
                .hasMessage(PAGE + "Trusted Certificates is not usable. The file 'no-such.pem' cannot be read: there is"
                        + " no such file.");
        assertThatThrownBy(NetworkPages.of("trusted.certificates", folder.toString())::tls)
                .hasMessageStartingWith(
                        PAGE + "Trusted Certificates is not usable. The file '" + folder + "' cannot be read");
    }

    // The log, and secrets.

    @Test
    void log_saysWhatAWrongPageIsAbout_andNoPassword() {
        String log = logOf(() -> {
            NetworkPages.fill(
                    new NetworkComponent(), "proxy.host", "p", "proxy.user", "u", ".proxy.password", PASSWORD);
            NetworkPages.fill(
                    new NetworkComponent(), "proxy.host", "p", ".proxy.password", PASSWORD, "proxy.prot", "1");
            NetworkPages.fill(
                    new NetworkComponent(),
                    "trusted.certificates",
                    "no.p12",
                    ".trusted.certificates.password",
                    PASSWORD);
        });
        assertThat(log)
                .contains("The page Network (io.posthorn.network) is in use: servers are reached through the proxy"
                        + " p:8080, with a login.")
                .contains("No server can be reached: " + PAGE + "Proxy User is empty, but Proxy Password is not.")
                .contains("has no property 'proxy.prot'; it is ignored. Is it misspelt?")
                .contains("No server can be reached: " + PAGE + "Trusted Certificates is not usable.")
                .doesNotContain(PASSWORD)
                .doesNotContain(Base64.getEncoder().encodeToString(("u:" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
        assertThat(new Proxy("p", 1, "u", PASSWORD)).asString().doesNotContain(PASSWORD);
        assertThat(new TrustedCertificates(java.util.Optional.empty(), PASSWORD))
                .asString()
                .doesNotContain(PASSWORD);
    }

    private static String logOf(Runnable work) {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }
}

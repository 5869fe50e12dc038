package io.posthorn.oauth.internal;

import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import io.posthorn.oauth.internal.network.NetworkComponent;
import io.posthorn.oauth.internal.network.NetworkPages;
import io.posthorn.sandbox.AuthorityFailure;
import io.posthorn.sandbox.HttpProxy;
import io.posthorn.sandbox.Sandbox;
import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The authority through a company's proxy. */
class TokenProxyTest {

    private static final String ON_PAGE = " on the page Network (io.posthorn.network)";

    private final Sandbox sandbox = Sandbox.builder().plainMailPorts(true).start();
    private final HttpProxy proxy = sandbox.httpProxy();
    private final NetworkComponent network = new NetworkComponent();
    private final OpenStore store;
    private final TokenServiceComponent tokens;

    TokenProxyTest(@TempDir Path folder) {
        store = Stores.embedded(folder);
        tokens = new TokenServiceComponent(store, network);
    }

    @AfterEach
    void stop() {
        tokens.deactivate();
        store.close();
        sandbox.close();
    }

    private String[] page(int port, String... more) {
        String[] fields = {
            "trusted.certificates", sandbox.caFile().toString(),
            "proxy.host", "localhost",
            "proxy.port", String.valueOf(port)
        };
        return Stream.concat(Arrays.stream(fields), Arrays.stream(more)).toArray(String[]::new);
    }

    private void throughPort(int port, String... more) {
        NetworkPages.fill(network, page(port, more));
    }

    private void token() {
        OAuthClient client = new OAuthClient(
                Cloud.of(sandbox.authority()),
                "common",
                sandbox.clientId(),
                sandbox.clientSecret(),
                sandbox.newRefreshToken(sandbox.user("alice")));
        try (OAuthAccount account = tokens.open(client)) {
            account.token(Permission.SMTP_SEND);
        }
    }

    private TokenException failure() {
        TokenException e = catchThrowableOfType(TokenException.class, this::token);
        assertThat(e).isNotNull();
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        assertThat(sandbox.issuedSecrets()).noneMatch(trace.toString()::contains);
        return e;
    }

    private HttpProxy.Request asked(boolean withLogin, int status) {
        return new HttpProxy.Request("CONNECT " + authority(), withLogin, status);
    }

    private String authority() {
        return "localhost:" + sandbox.authority().getPort();
    }

    private void assertFailure(Kind kind, String message) {
        TokenException e = failure();
        assertThat(e).hasMessage(message);
        assertThat(e.kind()).isEqualTo(kind);
        assertThat(sandbox.tokenRequests()).isEmpty();
    }

    @Test
    void token_comesThroughTheProxy() {
        throughPort(proxy.port());
        token();
        assertThat(proxy.requests()).containsExactly(asked(false, 200));
    }

    @Test
    void login_isMadeAtTheProxy_andTheAuthorityDoesNotHearOfIt() {
        proxy.login(true);
        throughPort(proxy.port(), "proxy.user", proxy.user(), ".proxy.password", proxy.password());
        token();
        assertThat(proxy.requests()).containsExactly(asked(true, 200));
        assertThat(sandbox.tokenRequests())
                .singleElement()
                .satisfies(request -> assertThat(request.headers()).doesNotContainKey("proxy-authorization"));
    }

    @Test
    void login_isNotMadeAtAProxyThatIsNotUsed() {
        throughPort(
                proxy.port(),
                "proxy.user",
                proxy.user(),
                ".proxy.password",
                proxy.password(),
                "proxy.exceptions",
                "LOCALHOST");
        token();
        assertThat(proxy.requests()).isEmpty();
        assertThat(sandbox.tokenRequests())
                .singleElement()
                .satisfies(request -> assertThat(request.headers()).doesNotContainKey("proxy-authorization"));
    }

    @Test
    void changedPage_isUsedByTheNextRequest_ofTheSameService() {
        throughPort(proxy.port());
        token();
        HttpProxy second = sandbox.httpProxy();
        throughPort(second.port());
        token();
        assertThat(proxy.requests()).hasSize(1);
        assertThat(second.requests()).hasSize(1);
    }

    @Test
    void wrongPage_isNamed() {
        throughPort(proxy.port(), "proxy.port", "abc");
        assertFailure(
                Kind.APP_CONFIGURATION,
                "On the page Network (io.posthorn.network), the field Proxy Port is 'abc'. Give a number from 1 to"
                        + " 65535, or 0 for the standard port.");
        assertThat(proxy.requests()).isEmpty();
    }

    @Test
    void proxyThatRefuses_isNamed() {
        proxy.refuse(true);
        throughPort(proxy.port());
        assertFailure(
                Kind.APP_CONFIGURATION,
                "The proxy localhost:" + proxy.port() + " does not let this server through to the authority "
                        + sandbox.authority() + " (HTTP 403). Have it allow CONNECT to there, or, if the authority is"
                        + " reached without the proxy, list localhost in the field Proxy Exceptions" + ON_PAGE + ".");
    }

    @Test
    void proxyThatCannotGoOn_isTemporary() {
        proxy.answer(502);
        throughPort(proxy.port());
        assertFailure(
                Kind.TEMPORARY,
                "The proxy localhost:" + proxy.port() + " cannot reach the authority " + sandbox.authority()
                        + " (HTTP 502). Check the field Authority, and the proxy; otherwise try again later.");
    }

    @Test
    void proxyThatWantsALogin_isNamed() {
        proxy.login(true);
        throughPort(proxy.port());
        assertFailure(
                Kind.APP_CONFIGURATION,
                "The proxy localhost:" + proxy.port()
                        + " wants a login. Fill in the fields Proxy User and Proxy Password" + ON_PAGE + ".");
    }

    @Test
    void proxyThatRefusesTheLogin_isNamed_andAskedOnce() {
        proxy.login(true);
        throughPort(proxy.port(), "proxy.user", "somebody", ".proxy.password", "wrong");
        assertFailure(
                Kind.APP_CONFIGURATION,
                "The proxy localhost:" + proxy.port() + " refused the login of somebody. Check the fields Proxy User"
                        + " and Proxy Password" + ON_PAGE
                        + ". If they are right, Java has kept them back: start it with"
                        + " -Djdk.http.auth.tunneling.disabledSchemes= (and nothing behind the equals sign).");
        assertThat(proxy.requests()).containsExactly(asked(true, 407));
    }

    @Test
    void proxyThatIsNotThere_isNamed() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        String advice = " cannot be reached, or does not answer. Check the fields Proxy Host and Proxy Port" + ON_PAGE
                + ", DNS and firewall; or list localhost in Proxy Exceptions there, if it is reached without the"
                + " proxy.";
        throughPort(free);
        assertFailure(Kind.TEMPORARY, "The proxy localhost:" + free + advice);
        throughPort(8080, "proxy.host", "no-such-proxy.invalid");
        assertFailure(Kind.TEMPORARY, "The proxy no-such-proxy.invalid:8080" + advice);
    }

    @Test
    void whatIsNoProxy_isNamed() {
        for (int port : List.of(sandbox.smtpPort(), sandbox.plainImapPort(), sandbox.imapPort())) {
            throughPort(port);
            assertFailure(
                    Kind.APP_CONFIGURATION,
                    "What answers at localhost:" + port
                            + " is no HTTP proxy. Check the fields Proxy Host and Proxy Port" + ON_PAGE + ".");
        }
    }

    @Test
    void authorityThatIsNotTrusted_isNamedWithTheProxy() {
        throughPort(proxy.port(), "trusted.certificates", "");
        assertThat(failure())
                .hasMessageStartingWith("The authority " + sandbox.authority()
                        + " cannot be reached through the proxy localhost:" + proxy.port() + ": ")
                .hasMessageContaining("Trusted Certificates" + ON_PAGE);
    }

    @Test
    void throttledAuthority_saysHowLong_andUnderWhichNumber() {
        throughPort(proxy.port());
        sandbox.failTokenRequests(AuthorityFailure.throttled(Duration.ofSeconds(77)));
        TokenException throttled = failure();
        assertThat(throttled.retryAfter()).contains(Duration.ofSeconds(77));
        assertThat(throttled.correlationId()).isNotEmpty();
        assertThat(throttled).hasMessageContaining(throttled.correlationId());
        sandbox.failTokenRequests(AuthorityFailure.json(503).withRetryAfter(Duration.ofMinutes(2)));
        assertThat(failure().retryAfter()).contains(Duration.ofMinutes(2));
        sandbox.failTokenRequests(AuthorityFailure.aadsts(50173));
        assertThat(failure().retryAfter()).isEmpty();
    }

    // Java reads once whether Basic logins are allowed at tunnels, so these run in a Java of their own.

    @Test
    void login_worksInAJavaThatWasStartedAsUsual(@TempDir Path folder) throws Exception {
        assertThat(inOwnJava(folder, false)).isEqualTo("a token");
        assertThat(proxy.requests()).containsExactly(asked(true, 200));
    }

    @Test
    void login_thatJavaKeepsBack_isExplained(@TempDir Path folder) throws Exception {
        assertThat(inOwnJava(folder, true))
                .contains("If they are right, Java has kept them back: start it with"
                        + " -Djdk.http.auth.tunneling.disabledSchemes=");
        assertThat(proxy.requests()).containsExactly(asked(false, 407));
    }

    private String inOwnJava(Path folder, boolean otherHttpBefore) throws Exception {
        proxy.login(true);
        Properties page = new Properties();
        String[] fields = page(proxy.port(), "proxy.user", proxy.user(), ".proxy.password", proxy.password());
        for (int i = 0; i < fields.length; i += 2) {
            page.setProperty(fields[i], fields[i + 1]);
        }
        page.setProperty("client.id", sandbox.clientId());
        page.setProperty("client.secret", sandbox.clientSecret());
        page.setProperty("refresh.token", sandbox.newRefreshToken(sandbox.user("alice")));
        page.setProperty("authority", sandbox.authority().toString());
        Path file = folder.resolve("page.properties");
        try (var out = Files.newOutputStream(file)) {
            page.store(out, null);
        }
        Path output = folder.resolve("output.txt");
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TokenProxyTest.class.getName(),
                        file.toString(),
                        String.valueOf(otherHttpBefore))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output.toFile())
                .start();
        assertThat(java.waitFor()).isZero();
        return Files.readString(output).strip();
    }

    /** The process: the page, and whether something else uses Java's HTTP client before. */
    public static void main(String[] args) throws IOException {
        if (Boolean.parseBoolean(args[1])) {
            HttpClient.newHttpClient();
        }
        Properties page = new Properties();
        try (var in = Files.newInputStream(Path.of(args[0]))) {
            page.load(in);
        }
        OAuthClient client = new OAuthClient(
                Cloud.of(URI.create(page.getProperty("authority"))),
                "common",
                page.getProperty("client.id"),
                page.getProperty("client.secret"),
                page.getProperty("refresh.token"));
        List<String> fields = new ArrayList<>();
        page.stringPropertyNames().stream()
                .filter(name -> name.contains("proxy.") || name.contains("trusted."))
                .forEach(name -> fields.addAll(List.of(name, page.getProperty(name))));
        NetworkComponent network = NetworkPages.of(fields.toArray(String[]::new));
        OpenStore store = Stores.embedded(Path.of(args[0]).resolveSibling("store"));
        try (OAuthAccount account = new TokenServiceComponent(store, network).open(client)) {
            account.token(Permission.SMTP_SEND);
            System.out.println("a token");
        } catch (TokenException e) {
            System.out.println(e.getMessage());
        }
        System.exit(0);
    }
}

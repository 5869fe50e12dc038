package io.posthorn.sandbox;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;

import static org.assertj.core.api.Assertions.assertThat;

class HttpProxyTest {
    private final Sandbox sandbox = Sandbox.start();
    private final HttpProxy proxy = sandbox.httpProxy();

    @AfterEach
    void close() {
        sandbox.close();
    }

    private String smtp() {
        return "localhost:" + sandbox.smtpPort();
    }

    private String ask(String request) throws IOException {
        try (RawClient client = RawClient.plain(sandbox, proxy.port())) {
            return client.ask(request + "\r\n");
        }
    }

    @Test
    void connect_opensATunnel() throws IOException {
        try (RawClient client = RawClient.plain(sandbox, proxy.port())) {
            assertThat(client.ask("CONNECT " + smtp() + " HTTP/1.1\r\nHost: " + smtp() + "\r\n"))
                    .isEqualTo("HTTP/1.1 200 Connection established");
            assertThat(client.read()).isEmpty();
            assertThat(client.read()).startsWith("220 ");
            client.smtp("EHLO client.test");
            client.smtp("STARTTLS");
            client.startTls();
            assertThat(client.smtp("EHLO client.test")).contains("250-AUTH LOGIN XOAUTH2");
            assertThat(client.ask("QUIT")).startsWith("221 ");
            assertThat(client.read()).isNull();
        }
        assertThat(proxy.requests()).containsExactly(new HttpProxy.Request("CONNECT " + smtp(), false, 200));
    }

    @Test
    void login_isWanted() throws IOException {
        proxy.login(true);
        String connect = "CONNECT " + smtp() + " HTTP/1.1\r\n";
        String right = RawClient.base64(proxy.user() + ":" + proxy.password());
        assertThat(ask(connect)).isEqualTo("HTTP/1.1 407 Proxy Authentication Required");
        assertThat(ask(connect + "Proxy-Authorization: Basic eDp5\r\n")).startsWith("HTTP/1.1 407 ");
        assertThat(ask(connect + "Proxy-Authorization: Basic " + right + "\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(proxy.requests())
                .extracting(HttpProxy.Request::withLogin, HttpProxy.Request::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(false, 407),
                        org.assertj.core.groups.Tuple.tuple(true, 407),
                        org.assertj.core.groups.Tuple.tuple(true, 200));
        assertThat(sandbox.issuedSecrets()).contains(proxy.password(), right);
    }

    @Test
    void refusal_isAsked() throws IOException {
        proxy.refuse(true);
        assertThat(ask("CONNECT " + smtp() + " HTTP/1.1\r\n")).isEqualTo("HTTP/1.1 403 Forbidden");
        proxy.answer(502);
        assertThat(ask("CONNECT " + smtp() + " HTTP/1.1\r\n")).isEqualTo("HTTP/1.1 502 Bad Gateway");
        proxy.refuse(false);
        assertThat(ask("CONNECT " + smtp() + " HTTP/1.1\r\n")).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com:443", "192.0.2.1:25", "localhost.example.com:25", "localhost:0", "localhost"})
    void nothingButThisMachine_isReached(String target) throws IOException {
        assertThat(ask("CONNECT " + target + " HTTP/1.1\r\n")).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void otherRequests_areNotForwarded() throws IOException {
        assertThat(ask("GET http://localhost:" + sandbox.smtpPort() + "/ HTTP/1.1\r\n"))
                .startsWith("HTTP/1.1 405 ");
    }
}

package io.posthorn.email.internal;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Whoever follows the guide's steps with a browser and curl gets a refresh token that works in the page. */
class CurlGuideTest {

    private static boolean has(String program) {
        return Pattern.compile(System.getProperty("path.separator"))
                .splitAsStream(System.getenv("PATH"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"common", "TENANT_ID"})
    void refreshTokenMadeByTheGuidesSteps_worksInThePage(String tenant, @TempDir Path folder) throws Exception {
        boolean tools = has("curl") && has("bash");
        assertThat(tools || System.getenv("CI") == null)
                .as("curl and bash are there in CI")
                .isTrue();
        assumeTrue(tools, "skipped: the guide's steps need curl and bash, which are not on this machine's PATH");
        try (Stand stand = new Stand()) {
            String tenantId = tenant.replace("TENANT_ID", stand.sandbox.tenantId());
            String code = signIn(stand, consentUrl(stand, tenantId));
            Files.writeString(folder.resolve("client-secret.txt"), stand.sandbox.clientSecret());
            exchange(stand, tenantId, code, folder);
            String refreshToken = Files.readString(folder.resolve("refresh-token.txt"));
            assertThat(refreshToken).isNotEmpty();

            var service = stand.service(".refresh.token", refreshToken, "tenant", tenantId);
            Email email = Email.builder()
                    .from(stand.alice.address())
                    .to(stand.alice.address())
                    .build();
            service.sendWithDocument(email, Document.of("a.txt", "text/plain", new byte[] {1}));
            assertThat(service.receive(Query.newest(), mail -> {})).isEqualTo(1);
        }
    }

    private static URI consentUrl(Stand stand, String tenant) {
        return URI.create(Readme.example("consent-url")
                .replace("https://login.microsoftonline.com/common", stand.sandbox.authority() + "/" + tenant)
                .replace("CLIENT_ID", stand.sandbox.clientId()));
    }

    /** What the user does in the browser: fill in the form, and cut the code out of the address. */
    private static String signIn(Stand stand, URI url) throws IOException, InterruptedException {
        HttpClient browser =
                HttpClient.newBuilder().sslContext(stand.network.tls()).build();
        String page = browser.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                .body();
        StringBuilder form = new StringBuilder("login=" + encode(stand.alice.address()))
                .append("&passwd=")
                .append(encode(stand.alice.password()));
        Matcher hidden = Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")
                .matcher(page);
        while (hidden.find()) {
            form.append('&').append(encode(hidden.group(1))).append('=').append(encode(hidden.group(2)));
        }
        HttpResponse<Void> redirect = browser.send(
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form.toString()))
                        .build(),
                BodyHandlers.discarding());
        String address = redirect.headers().firstValue("Location").orElseThrow();
        // Without the address in the assertions: a failure would print the code.
        assertThat(address.matches("http://localhost/?\\?.*")).isTrue();
        assertThat(address.contains("&state=12345")).isTrue();
        Matcher code = Pattern.compile("[?&]code=([^&]*)").matcher(address);
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    private static String encode(String value) {
        return URLEncoder.encode(value.replace("&amp;", "&"), StandardCharsets.UTF_8);
    }

    private static void exchange(Stand stand, String tenant, String code, Path folder) throws Exception {
        Path output = folder.resolve("output.txt");
        ProcessBuilder shell = new ProcessBuilder("bash", "-euc", Readme.example("code-to-refresh-token"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        shell.environment().put("AUTHORITY", stand.sandbox.authority().toString());
        shell.environment().put("TENANT", tenant);
        shell.environment().put("CLIENT_ID", stand.sandbox.clientId());
        shell.environment().put("CODE", code);
        shell.environment().put("CURL_CA_BUNDLE", stand.sandbox.caFile().toString());
        shell.environment().put("no_proxy", "localhost");
        int exit = shell.start().waitFor();
        assertThat(Files.readString(output)).isEmpty();
        assertThat(exit).isZero();
    }

    @Test
    void theGuidesSecret_isNeverOnACommandLine() {
        assertThat(Readme.example("code-to-refresh-token")).contains("client_secret@client-secret.txt");
    }
}

package io.posthorn.it;

import org.junit.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

/** What the guide to the status report says on Karaf, whose web console is of the javax kind. */
public class KarafConsoleIT {

    private static final Path CONSOLE = Path.of("target/karaf-console");

    private final String port = StartIT.freePort();

    public KarafConsoleIT() throws IOException {}

    @Test
    public void theStatusReport_isAPageOfTheConsole_andTellsOfWhatIsThere() throws Exception {
        String features = "mvn:io.posthorn/karaf-features/" + System.getProperty("posthorn.version") + "/xml/features";
        try (KarafProcess karaf = KarafProcess.start(pages(), CONSOLE, KarafInstallation.unpackedKar())) {
            karaf.shell("feature:repo-add " + features);
            karaf.shell("feature:install posthorn-inventory");
            for (String command : guide("karaf-console")) {
                karaf.shell(command);
            }
            Story.await("the page is there", () -> text().contains("Remarks"));
            assertThat(text()).contains("store-bundle is not installed", "email-endpoint-bundle is not installed");

            karaf.shell("feature:install posthorn");
            Story.await("everything is there", () -> !text().contains("Remarks") && text().contains("<script>"));
            assertThat(text())
                    .containsSubsequence("Store", "database", "embedded H2 in ", "Accounts", "Outbox", "Endpoints");
            assertThat(ask(address(1), "karaf:karaf").body()).contains("\"outbox\":{");
            assertThat(ask(address(0).replace(".txt", ""), "karaf:karaf").body())
                    .contains("Posthorn", "Endpoints", "&lt;script&gt;alert(1)")
                    .doesNotContain("<script>alert(1)");
            assertThat(ask(address(0), "karaf:wrong").statusCode()).isEqualTo(401);
            assumeTrue(ListeningSockets.areKnown());
            assertThat(ListeningSockets.beyondLoopback(karaf.pid())).isEmpty();
            karaf.terminate();
        }
    }

    private Map<String, String> pages() {
        return Map.of(
                "org.ops4j.pax.web.cfg",
                String.join("\n", guide("karaf-console-cfg")).replace("8181", port),
                "io.posthorn.endpoint-evil.cfg",
                "name = <script>alert(1)</script>");
    }

    private String text() {
        try {
            return ask(address(0), "karaf:karaf").body();
        } catch (IllegalStateException nobodyListensYet) {
            return "";
        }
    }

    /** That of a line of the guide: the first is text, the second JSON. */
    private String address(int line) {
        return guide("karaf-status-report")
                .get(line)
                .replaceAll(".*(http\\S+)", "$1")
                .replace("8181", port);
    }

    private static HttpResponse<String> ask(String address, String login) {
        String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Basic " + basic)
                .build();
        try {
            return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(address, e);
        }
    }

    /** The lines of the guide's block that bears a mark. */
    static List<String> guide(String mark) {
        try {
            String text = Files.readString(Installation.root().resolve("docs/guides/status-report.md"));
            String block = text.split("<!-- " + mark + ":", 2)[1].split("```", 3)[1];
            return block.lines().skip(1).filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

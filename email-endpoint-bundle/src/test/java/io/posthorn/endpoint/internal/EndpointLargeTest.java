package io.posthorn.endpoint.internal;

import io.posthorn.email.Document;
import io.posthorn.email.endpoint.EndpointParameter;
import io.posthorn.email.endpoint.EndpointParameter.Type;
import io.posthorn.email.endpoint.InvocationResult;
import io.posthorn.sandbox.Sandbox;
import io.posthorn.sandbox.User;
import io.posthorn.store.internal.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Large mails, many mails, many endpoints. The long form: {@code -Dposthorn.endpoint.large=50 -Dposthorn.endpoint.backlog=2000
 * -Dposthorn.endpoint.endpoints=100}.
 */
class EndpointLargeTest {

    private static final int LARGE = Integer.getInteger("posthorn.endpoint.large", 3);
    private static final int BACKLOG = Integer.getInteger("posthorn.endpoint.backlog", 300);
    private static final int ENDPOINTS = Integer.getInteger("posthorn.endpoint.endpoints", 20);

    private static final int MEGABYTE = 1024 * 1024;

    @TempDir
    Path folder;

    @Test
    void mailsOf25Megabytes_areStreamed_by96MegabytesOfMemory() throws Exception {
        try (Sandbox sandbox = EndpointStand.sandbox()) {
            User orders = sandbox.user("orders");
            Map<String, String> settings = new HashMap<>(Map.of(
                    "jdbc.url",
                    "",
                    "folder",
                    folder.resolve("store").toString(),
                    "lease",
                    "PT5S",
                    "ca.file",
                    Files.copy(sandbox.caFile(), folder.resolve("ca.pem")).toString()));
            EndpointStand.emailPage(sandbox).forEach((name, value) -> settings.put("email:" + name, value));
            EndpointStand.page(
                            sandbox,
                            orders,
                            "orders",
                            "input.mappings",
                            "document=*.bin\nsubject=%SUBJECT%",
                            "tries",
                            "2")
                    .forEach((name, value) -> settings.put("endpoint:" + name, String.valueOf(value)));
            byte[] last = large(sandbox, "poison");
            for (int i = 1; i < LARGE; i++) {
                sandbox.deliver(orders, large(sandbox, "large" + i));
            }
            sandbox.deliver(orders, last);
            try (EndpointProcess process = EndpointProcess.start(folder, settings, "-Xmx96m")) {
                process.awaitOrEnd(() -> invoked(process).size() == LARGE);
                process.drain();
                assertThat(invoked(process)).hasSize(LARGE);
                assertThat(process.log()).doesNotContain("OutOfMemoryError");
            }
            assertThat(sandbox.exchange().messages(orders, "Processed")).hasSize(LARGE - 1);
            assertThat(sandbox.exchange().messages(orders, "Quarantine"))
                    .singleElement()
                    .satisfies(mail -> assertThat(mail.length).isGreaterThan(last.length));
        }
    }

    /** The subjects; to ask the sandbox for its mails would copy a gigabyte each time. */
    private static Set<String> invoked(EndpointProcess process) {
        return process.after(EndpointLoop.INVOKED).stream()
                .map(line -> line.split(" ")[0])
                .collect(Collectors.toSet());
    }

    private static byte[] large(Sandbox sandbox, String subject) {
        String lines = Base64.getMimeEncoder().encodeToString(new byte[18 * MEGABYTE]);
        return ("From: " + sandbox.user("bob").address() + "\r\nSubject: " + subject + "\r\nMessage-ID: <" + subject
                        + "@contoso.test>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
                        + "--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
                        + "Content-Disposition: attachment; filename=a.bin\r\n\r\n" + lines + "\r\n--b--\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void answering(EndpointStand stand, Map<String, Integer> seen) {
        stand.service(
                "convert",
                List.of(
                        EndpointParameter.required("document", Type.DOCUMENT),
                        EndpointParameter.optional("subject", Type.STRING)),
                invocation -> {
                    seen.merge(invocation.text("subject"), 1, Integer::sum);
                    return InvocationResult.done(
                            "result", Document.of("x.txt", "text/plain", "x".getBytes(StandardCharsets.UTF_8)));
                });
    }

    @Test
    void aBacklog_isWorkedOff_eachMailOnce() {
        Map<String, Integer> seen = new ConcurrentHashMap<>();
        try (EndpointStand stand = new EndpointStand(folder)) {
            answering(stand, seen);
            for (int i = 0; i < BACKLOG; i++) {
                stand.mail("mail" + i, "a.txt");
            }
            stand.endpoint(stand.page("orders", "input.mappings", "document=*.txt\nsubject=%SUBJECT%"));
            long last = -1;
            while (!stand.inbox().isEmpty()) {
                long before = last;
                EndpointStand.await("progress", () -> stand.status("orders").committed() > before);
                last = stand.status("orders").committed();
            }
            assertThat(seen).hasSize(BACKLOG);
            assertThat(seen.values()).allMatch(count -> count == 1);
            assertThat(stand.folder("Processed")).hasSize(BACKLOG);
            EndpointStand.await("counted", () -> stand.status("orders").backlog() == 0);
        }
    }

    @Test
    void manyEndpoints_startAndAnswer_andLeaveNoThread() {
        Map<String, Integer> seen = new ConcurrentHashMap<>();
        Sandbox.Builder builder = Sandbox.builder().user("orders");
        for (int i = 0; i < ENDPOINTS; i++) {
            builder.user("box" + i);
        }
        try (EndpointStand stand = new EndpointStand(builder.start(), Stores.embedded(folder))) {
            answering(stand, seen);
            for (int i = 0; i < ENDPOINTS; i++) {
                User box = stand.sandbox.user("box" + i);
                stand.endpoint(EndpointStand.page(
                        stand.sandbox, box, "box" + i, "input.mappings", "document=*.txt\nsubject=%SUBJECT%"));
                stand.sandbox.deliver(
                        box,
                        EndpointStand.message(stand.bob.address(), "for" + i, "<" + i + "@contoso.test>", "", "a.txt"));
            }
            for (int i = 0; i < ENDPOINTS; i++) {
                String subject = "for" + i;
                EndpointStand.await(subject, () -> seen.containsKey(subject));
            }
            EndpointStand.await("all answers", () -> stand.answers().size() == ENDPOINTS);
            stand.shutDown();
            assertThat(threads()).isEmpty();
        }
        assertThat(seen.values()).allMatch(count -> count == 1);
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("posthorn-endpoint"))
                .toList();
    }
}

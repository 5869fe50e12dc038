package io.posthorn.email.internal;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailHandler;
import io.posthorn.email.EmailService;
import io.posthorn.email.Query;
import io.posthorn.email.internal.outbox.OutboxComponent;
import io.posthorn.email.internal.outbox.Outboxes;
import io.posthorn.oauth.internal.TokenServiceComponent;
import io.posthorn.oauth.internal.network.NetworkComponent;
import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.util.converter.Converters;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;

/** A process with 64 MB of memory sends an attachment of 110 MB, in a message of 150 MB, and receives it by IMAP and POP3. */
class LargeAttachmentTest {

    private static final long SIZE = 110_000_000;

    @Test
    void attachmentOf110Megabytes_goesOutAndComesBackTwice_with64MegabytesOfMemory(@TempDir Path folder)
            throws Exception {
        try (Stand stand = new Stand()) {
            stand.sandbox.exchange().keepSentItems(false);
            Path page = folder.resolve("page.properties");
            Properties properties = new Properties();
            properties.putAll(stand.page());
            try (OutputStream out = Files.newOutputStream(page)) {
                properties.store(out, null);
            }
            Path output = folder.resolve("output.txt");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-Djava.io.tmpdir=" + folder,
                            "-cp",
                            System.getProperty("java.class.path"),
                            LargeAttachmentTest.class.getName(),
                            page.toString(),
                            stand.sandbox.caFile().toString(),
                            String.valueOf(stand.sandbox.pop3Port()))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int exit = process.waitFor();
            assertThat(Files.readString(output)).contains("same bytes");
            assertThat(exit).isZero();
        }
    }

    /** The process: three arguments, the page, the trusted certificates and the port of POP3. */
    public static void main(String[] args) throws Exception {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
            properties.load(in);
        }
        Map<String, String> page = new HashMap<>();
        properties.forEach((name, value) -> page.put((String) name, (String) value));
        NetworkComponent network = new NetworkComponent();
        Stand.fill(network, "trusted.certificates", args[1]);
        OpenStore store = Stores.embedded(Path.of(args[0]).resolveSibling("store"));
        TokenServiceComponent tokens = new TokenServiceComponent(store, network);
        MailTransportComponent transport = new MailTransportComponent(network, store);
        OutboxComponent outbox = Outboxes.idle(store);
        EmailService imap = service(page, tokens, transport, outbox);
        Document large = new Document("large.bin", "", Noise::new);
        String address = page.get("smtp.user");
        imap.sendWithDocument(
                Email.builder().from(address).to(address).subject("Large").build(), large);
        List<String> received = new ArrayList<>();
        EmailHandler handler = email -> received.add(digest(email.attachments().get(0)));
        imap.receive(Query.newest(), handler);
        page.put("receive.protocol", "POP3");
        page.put("receive.port", args[2]);
        service(page, tokens, transport, outbox).receive(Query.newest(), handler);
        transport.deactivate();
        String sent = digest(large);
        System.out.println(received.equals(List.of(sent, sent)) ? "same bytes" : "other bytes: " + received);
        System.exit(0);
    }

    private static EmailService service(
            Map<String, String> page,
            TokenServiceComponent tokens,
            MailTransportComponent transport,
            OutboxComponent outbox) {
        var config = Converters.standardConverter().convert(page).to(EmailServiceConfig.class);
        return new EmailServiceComponent(config, new HashMap<>(page), tokens, transport, outbox);
    }

    private static String digest(Document document) throws IOException {
        try (InputStream in = document.open()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long size = new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            return size + " bytes, " + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bytes that do not repeat, the same at each reading. */
    private static final class Noise extends InputStream {

        private final SplittableRandom random = new SplittableRandom(42);
        private long left = SIZE;

        @Override
        public int read() {
            return left-- > 0 ? random.nextInt(256) : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            System.arraycopy(bytes, 0, buffer, offset, count);
            left -= count;
            return count;
        }
    }
}

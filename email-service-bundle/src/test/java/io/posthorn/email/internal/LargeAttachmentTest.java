package io.posthorn.email.internal;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailService;
import io.posthorn.email.Query;
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

/** A process with 64 MB of memory sends and receives an attachment of 100 MB. */
class LargeAttachmentTest {

    private static final long SIZE = 100L * 1024 * 1024;

    @Test
    void attachmentOf100Megabytes_goesOutAndComesBack_with64MegabytesOfMemory(@TempDir Path folder) throws Exception {
        try (Stand stand = new Stand()) {
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
                            stand.sandbox.caFile().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int exit = process.waitFor();
            assertThat(Files.readString(output)).contains("same bytes");
            assertThat(exit).isZero();
        }
    }

    /** The process: two arguments, the page and the trusted certificates. */
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
        EmailService service = new EmailServiceComponent(
                Converters.standardConverter().convert(page).to(EmailServiceConfig.class),
                new HashMap<>(page),
                new TokenServiceComponent(store, network),
                new MailTransportComponent(network, store),
                Outboxes.idle(store));
        Document large = new Document("large.bin", "", Noise::new);
        String address = page.get("smtp.user");
        service.sendWithDocument(
                Email.builder().from(address).to(address).subject("Large").build(), large);
        List<String> received = new ArrayList<>();
        service.receive(
                Query.newest(), email -> received.add(digest(email.attachments().get(0))));
        System.out.println(received.equals(List.of(digest(large))) ? "same bytes" : "other bytes: " + received);
        System.exit(0);
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

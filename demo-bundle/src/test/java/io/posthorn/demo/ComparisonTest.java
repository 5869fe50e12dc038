package io.posthorn.demo;

import io.posthorn.email.Address;
import io.posthorn.email.Document;
import io.posthorn.email.ReceivedEmail;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The demo would notice if something came back other than it was sent. */
class ComparisonTest {

    private final EmailPage page =
            new EmailPage(Map.of("smtp.user", "alice@contoso.test", "receive.user", "alice@contoso.test"));
    private final DemoMail sent = DemoMail.files(page, "id-1");
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Comparison comparison =
            new Comparison(List.of(sent), new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void whatWasSent_passesAndIsNamed() throws IOException {
        comparison.take(received(List.copyOf(namedAttachments())));
        comparison.requireAll();

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("equal: 월간 보고서.pdf", "equal: 郵便ラッパ.png", "equal: notes.txt");
    }

    @Test
    void aChangedByte_isNoticed() throws IOException {
        List<Document> changed = namedAttachments();
        byte[] bytes;
        try (InputStream in = changed.get(1).open()) {
            bytes = in.readAllBytes();
        }
        bytes[bytes.length / 2]++;
        changed.set(1, Document.of(changed.get(1).name(), "image/png", bytes));

        assertThatThrownBy(() -> comparison.take(received(changed))).hasMessageContaining("content of 郵便ラッパ.png");
    }

    @Test
    void aChangedName_isNoticed() {
        List<Document> changed = namedAttachments();
        changed.set(0, new Document("??.pdf", "application/pdf", changed.get(0)::open));

        assertThatThrownBy(() -> comparison.take(received(changed))).hasMessageContaining("list of attachments");
    }

    @Test
    void aMissingMail_isNoticed() {
        assertThatThrownBy(comparison::requireAll).hasMessageContaining("did not arrive");
    }

    private List<Document> namedAttachments() {
        List<Document> documents = new ArrayList<>();
        sent.attachments().forEach((name, file) -> documents.add(new Document(name, file.contentType(), file::open)));
        return documents;
    }

    private ReceivedEmail received(List<Document> attachments) {
        return new Received(sent.email().subject(), sent.email().text() + "\r\n", attachments);
    }

    /** What a mailbox would hand over. */
    private record Received(String subject, String text, List<Document> attachments) implements ReceivedEmail {

        @Override
        public String messageId() {
            return "<1@contoso.test>";
        }

        @Override
        public Optional<Address> from() {
            return Optional.of(Address.of("alice@contoso.test"));
        }

        @Override
        public List<Address> to() {
            return List.of();
        }

        @Override
        public List<Address> cc() {
            return List.of();
        }

        @Override
        public List<Address> replyTo() {
            return List.of();
        }

        @Override
        public Optional<Instant> sent() {
            return Optional.empty();
        }

        @Override
        public Optional<Instant> received() {
            return Optional.empty();
        }

        @Override
        public long size() {
            return 0;
        }

        @Override
        public boolean isAutomatic() {
            return false;
        }

        @Override
        public boolean isUnread() {
            return true;
        }

        @Override
        public String html() {
            return "";
        }

        @Override
        public List<String> header(String name) {
            return List.of();
        }
    }
}

package io.posthorn.endpoint.internal.result;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.endpoint.internal.mapping.SentMail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FailedFolderTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path temporary;

    private Path folder() {
        return temporary.resolve("failed");
    }

    private static Email mail(Document... documents) {
        return Email.builder()
                .from("orders@fabrikam.com")
                .to("anna@contoso.com")
                .subject("R\u00e9sum\u00e9")
                .text("Here it is.")
                .attachment(documents)
                .build();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void mail_isKeptAsFiles() throws IOException {
        new FailedFolder(folder()).keep("orders/1/2", mail(SentMail.document("a.pdf"), SentMail.document("a.pdf")));
        assertThat(names(folder())).containsExactly("orders-1-2");
        Path kept = folder().resolve("orders-1-2");
        assertThat(names(kept)).containsExactly("a (2).pdf", "a.pdf", "mail.txt");
        assertThat(kept.resolve("mail.txt"))
                .hasContent(
                        "From: orders@fabrikam.com\nTo: anna@contoso.com\nSubject: R\u00e9sum\u00e9\n\nHere it is.");
        assertThat(kept.resolve("a.pdf")).hasContent("a.pdf");
    }

    @Test
    void nothing_isOverwritten() throws IOException {
        FailedFolder failed = new FailedFolder(folder());
        failed.keep("1", mail());
        failed.keep("1", mail(SentMail.document("mail.txt")));
        assertThat(names(folder())).containsExactly("1", "1-2");
        assertThat(names(folder().resolve("1-2"))).containsExactly("mail (2).txt", "mail.txt");
    }

    @Test
    void hostileNames_stayInTheirFolder() throws IOException {
        String[] names = {
            "../../x", "..\\x", "a\u0000b", "CON.txt", "\u202etxt.exe", "..", "", "/etc/passwd", "\u8acb".repeat(500)
        };
        Document[] documents = Stream.of(names).map(SentMail::document).toArray(Document[]::new);
        new FailedFolder(folder()).keep("../../../" + "x".repeat(1_000), mail(documents));
        assertThat(names(temporary)).containsExactly("failed");
        assertThat(names(folder()))
                .singleElement()
                .satisfies(name -> assertThat(name).startsWith("..-..-..-xx"));
        assertThat(names(folder().resolve(names(folder()).get(0))))
                .hasSize(names.length + 1)
                .contains("_CON.txt", "..%%x");
    }

    @Test
    void unreadableDocument_leavesNothing() throws IOException {
        Document broken = new Document("a.pdf", "", () -> {
            throw new IOException("gone");
        });
        assertThatThrownBy(() -> new FailedFolder(folder()).keep("1", mail(broken)))
                .hasMessage("gone");
        assertThat(names(folder())).isEmpty();
    }
}

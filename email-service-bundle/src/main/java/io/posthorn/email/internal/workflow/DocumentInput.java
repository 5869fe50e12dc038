package io.posthorn.email.internal.workflow;

import io.posthorn.email.Document;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Documents in the forms that workflows have them: {@link Document}, {@link Path}, {@link InputStream}, {@code byte[]}. */
final class DocumentInput {

    static final List<String> ONE = List.of("document", "documentName", "documentType");
    static final String MANY = "attachments";

    private final StepInput input;
    private final Spool spool;

    DocumentInput(StepInput input, Spool spool) {
        this.input = input;
        this.spool = spool;
    }

    /** That of the key {@code document}, with the name and the type that the keys beside it say. */
    Document one() {
        Object value = input.value("document")
                .orElseThrow(() -> input.wrong("document", "is missing. Give the file to send."));
        String name = input.text("documentName");
        Document document = document("document", name.isEmpty() ? null : name, value);
        String type = input.text("documentType");
        return type.isEmpty()
                ? document
                : input.checked("documentType", () -> new Document(document.name(), type, document.content()));
    }

    /** Those of the key {@code attachments} by name: a map, or a list of documents that have names of their own. */
    Map<String, Document> many() {
        Object value = input.value(MANY).orElse(List.of());
        Map<String, Document> documents = new LinkedHashMap<>();
        if (value instanceof Map<?, ?>) {
            documents.putAll(named(MANY));
        } else {
            for (Object one : input.list(MANY)) {
                Document document = document(MANY, null, one);
                if (documents.putIfAbsent(document.name(), document) != null) {
                    throw input.wrong(
                            MANY,
                            "has two documents of the name '" + document.name() + "'. Give a map with two names.");
                }
            }
        }
        if (documents.isEmpty()) {
            throw input.wrong(MANY, "is empty. Give at least one document.");
        }
        return documents;
    }

    /** Those of a map, by name and in its order. */
    Map<String, Document> named(String key) {
        Map<String, Document> documents = new LinkedHashMap<>();
        input.map(key).forEach((name, value) -> {
            if (value == null) {
                throw input.wrong(key, "has nothing under the name '" + name + "'. " + forms());
            }
            documents.put(input.text(key, name), document(key, input.text(key, name), value));
        });
        return documents;
    }

    private Document document(String key, @Nullable String name, Object value) {
        if (value instanceof Document document) {
            return name == null ? document : document.named(name);
        }
        if (value instanceof Path file) {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw input.wrong(key, "is the file " + file + ", which is not there or not readable.");
            }
            Document document = Document.of(file);
            return name == null ? document : document.named(name);
        }
        if (!(value instanceof byte[] || value instanceof InputStream)) {
            throw input.wrong(key, "holds a " + value.getClass().getName() + ". " + forms());
        }
        if (name == null) {
            throw input.wrong(key, "holds bytes without a name. " + nameAdvice(key));
        }
        return value instanceof byte[] bytes
                ? Document.of(name, typeOf(name), bytes)
                : new Document(name, typeOf(name), read(name, (InputStream) value));
    }

    private static String nameAdvice(String key) {
        return key.equals(MANY) ? "Give a map from name to document." : "Give the key documentName, too.";
    }

    private static String forms() {
        return "Give a Document, a Path, an InputStream or a byte[].";
    }

    private static String typeOf(String name) {
        return Objects.requireNonNullElse(URLConnection.guessContentTypeFromName(name), "");
    }

    /** A stream is read once, here, since a document may be opened more than once. */
    private Document.Content read(String name, InputStream stream) {
        try (stream) {
            return spool.keep(stream);
        } catch (IOException e) {
            throw new EmailException(
                    Kind.MESSAGE,
                    "",
                    "The document '" + name + "' cannot be read, or there is no room to keep it: " + e.getMessage()
                            + ". Nothing was sent.",
                    e);
        }
    }
}

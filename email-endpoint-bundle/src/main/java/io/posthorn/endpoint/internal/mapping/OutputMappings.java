package io.posthorn.endpoint.internal.mapping;

import io.posthorn.email.Document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of a result becomes which attachment. Each line is {@code OUTPUT=PATTERN}, or a pattern alone for every output that has no
 * line of its own. In a pattern, {@code %F} is the source's name without its extension ({@code mail}, if there is no single
 * source), and {@code %E} the extension.
 *
 * <ul>
 *   <li>Attachments have no folders: each slash of a name becomes {@code %%}.
 *   <li>Several documents of one output are numbered: {@code Result/%F.ps} makes {@code Result%%scan1.ps} and
 *       {@code Result%%scan2.ps}. After a pattern that ends with a slash, each is {@code file1}, {@code file2}.
 *   <li>Where the mail has several sources, and a pattern no {@code %F}, the source's name joins it: {@code done.pdf} makes
 *       {@code done-scan.pdf}.
 *   <li>A name that there is already gets {@code (2)}.
 *   <li>A document of an output without a pattern keeps its own name, as far as it is safe.
 * </ul>
 */
public final class OutputMappings {

    private static final String EVERY = "";

    private final Map<String, OutputPattern> byOutput;

    private OutputMappings(Map<String, OutputPattern> byOutput) {
        this.byOutput = byOutput;
    }

    /**
     * Reads the lines.
     *
     * @param lines of the page; blank ones count for nothing
     * @return the mappings
     * @throws IllegalArgumentException with a sentence that quotes the line
     */
    public static OutputMappings of(List<String> lines) {
        Map<String, OutputPattern> byOutput = new LinkedHashMap<>();
        for (String line : lines) {
            if (!line.isBlank()) {
                int equals = line.indexOf('=');
                String output = equals < 0 ? EVERY : line.substring(0, equals).strip();
                OutputPattern pattern =
                        new OutputPattern(line, line.substring(equals + 1).strip());
                if (pattern.text().isEmpty() || equals >= 0 && output.isEmpty()) {
                    throw wrong(line, "is not complete. Write it as OUTPUT=PATTERN, for example result=Result/%F.pdf.");
                }
                if (byOutput.put(output, pattern) != null) {
                    throw wrong(
                            line,
                            output.isEmpty()
                                    ? "is the second pattern for every output. Give one."
                                    : "names the output " + Quoted.of(output) + " once more. Give it one line.");
                }
            }
        }
        return new OutputMappings(byOutput);
    }

    /**
     * Whether the patterns can be filled.
     *
     * @throws IllegalArgumentException with a sentence that quotes the line
     */
    public void check() {
        byOutput.values().forEach(OutputPattern::check);
    }

    /**
     * Names the documents of one invocation, and joins its texts.
     *
     * @param outputs of the service: texts, documents, lists and maps; anything else is shown as text
     * @param source the attachment that it was for, if it was for one
     * @param several whether the mail has more than one such attachment
     * @return texts with a blank line between them, and documents with names that are safe, each once
     */
    public Results results(Map<String, Object> outputs, Optional<Document> source, boolean several) {
        UniqueNames names = new UniqueNames();
        List<String> texts = new ArrayList<>();
        List<Document> documents = new ArrayList<>();
        outputs.forEach((output, value) -> {
            List<Document> found = new ArrayList<>();
            sort(value, found, texts);
            List<String> wanted = names(output, found, source, several);
            for (int i = 0; i < found.size(); i++) {
                documents.add(found.get(i).named(names.take(SafeName.of(wanted.get(i)))));
            }
        });
        return new Results(String.join("\n\n", texts), documents);
    }

    private List<String> names(String output, List<Document> found, Optional<Document> source, boolean several) {
        OutputPattern pattern = byOutput.containsKey(output) ? byOutput.get(output) : byOutput.get(EVERY);
        return pattern == null
                ? found.stream().map(Document::name).toList()
                : pattern.names(found.size(), source, several);
    }

    private static void sort(Object value, List<Document> documents, List<String> texts) {
        if (value instanceof Document document) {
            documents.add(document);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(element -> sort(element, documents, texts));
        } else if (value instanceof Iterable<?> several) {
            several.forEach(element -> sort(element, documents, texts));
        } else if (value != null && !String.valueOf(value).isBlank()) {
            texts.add(String.valueOf(value));
        }
    }

    private static IllegalArgumentException wrong(String line, String what) {
        return new IllegalArgumentException("The line '" + Quoted.of(line) + "' " + what);
    }
}

package io.posthorn.endpoint.internal;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The examples of docs/guides/email-endpoints.md, by the comment above them. */
final class Guide {

    private static final Path PATH = Path.of("../docs/guides/email-endpoints.md");

    private Guide() {}

    /** The content of the code block, or the lines of the table, below {@code <!-- name: ... -->}. */
    static String example(String name) throws IOException {
        Matcher matcher = Pattern.compile(
                        "<!-- " + name + ": [^>]*-->\\n(?:```\\w*\\n(.*?)\\n```|((?:\\|[^\\n]*\\n)+))", Pattern.DOTALL)
                .matcher(Files.readString(PATH));
        if (!matcher.find()) {
            throw new AssertionError("The guide has no example " + name);
        }
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }

    /** The cells of a table, without its heading. */
    static List<List<String>> rows(String name) throws IOException {
        return example(name)
                .lines()
                .skip(2)
                .map(row -> Arrays.stream(row.split("\\|", -1))
                        .skip(1)
                        .map(cell -> cell.strip().replace("`", ""))
                        .toList())
                .toList();
    }

    /** A file of the configuration folder. */
    static Map<String, Object> properties(String name) throws IOException {
        Properties file = new Properties();
        file.load(new StringReader(example(name)));
        Map<String, Object> properties = new HashMap<>();
        file.stringPropertyNames().forEach(key -> properties.put(key, file.getProperty(key)));
        return properties;
    }
}

package io.posthorn.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value of a page that may stand elsewhere, as Configuration Admin's interpolation reads it later.
 *
 * @param value as it is on the page
 * @param page its file, beside the folder {@code secrets}
 */
record Placeholder(String value, Path page) {

    private static final Pattern FORM = Pattern.compile("\\$\\[(secret|env):([^];]+)]");

    String replaced(String name) {
        Matcher matcher = FORM.matcher(value);
        return matcher.replaceAll(found -> Matcher.quoteReplacement(
                found.group(1).equals("env") ? variable(name, found.group(2)) : secret(name, found.group(2))));
    }

    private String variable(String name, String variable) {
        String content = System.getenv(variable);
        if (content == null) {
            throw new LaunchException("In " + page + ", " + name + " asks for the environment variable " + variable
                    + ", which is not set.");
        }
        return content;
    }

    private String secret(String name, String secret) {
        Path file = page.resolveSibling("secrets").resolve(secret);
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new LaunchException(
                    "In " + page + ", " + name + " asks for the file " + file
                            + ", which cannot be read. Make it, for this" + " user to read.",
                    e);
        }
    }

    /** May hold a secret. */
    @Override
    public String toString() {
        return "a value in " + page;
    }
}

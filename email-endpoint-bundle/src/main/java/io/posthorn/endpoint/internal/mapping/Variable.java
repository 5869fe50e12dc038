package io.posthorn.endpoint.internal.mapping;

import io.posthorn.email.Address;
import io.posthorn.email.ReceivedEmail;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text of the mail.
 *
 * @param keyword as the page writes it, for example {@code %SUBJECT%}
 */
record Variable(String keyword, Function<ReceivedEmail, String> reading) {

    private static final Pattern KEYWORD = Pattern.compile("%([^%]*)%");
    private static final Pattern HEADER_NAME = Pattern.compile("[!-9;-~]{1,76}");

    /** What {@code %HEADER%} shows: who, what, when, and what it answers. */
    private static final List<String> USUAL = List.of(
            "From",
            "To",
            "Cc",
            "Reply-To",
            "Subject",
            "Date",
            "Message-ID",
            "In-Reply-To",
            "References",
            "Auto-Submitted");

    static final String KNOWN = "%SUBJECT%, %BODY%, %SENDER%, %HEADER% and %HEADER:Name%";

    /**
     * A variable, if the value is written like one.
     *
     * @throws IllegalArgumentException if there is none of that name; the message completes a sentence
     */
    static Optional<Variable> of(String value) {
        Matcher keyword = KEYWORD.matcher(value.strip());
        return keyword.matches() ? Optional.of(named(keyword.group(1).strip())) : Optional.empty();
    }

    private static Variable named(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (upper.startsWith("HEADER:")) {
            return header(name.substring("HEADER:".length()).strip());
        }
        return switch (upper) {
            case "SUBJECT" -> new Variable("%SUBJECT%", ReceivedEmail::subject);
            case "BODY" -> new Variable("%BODY%", Variable::body);
            case "SENDER" ->
                new Variable(
                        "%SENDER%", email -> email.from().map(Address::address).orElse(""));
            case "HEADER" -> new Variable("%HEADER%", Variable::usualHeaders);
            default ->
                throw new IllegalArgumentException("There is no variable %" + Quoted.of(name) + "%. There are " + KNOWN
                        + ". Write literal: in front, if the text is meant as it is.");
        };
    }

    private static Variable header(String name) {
        if (!HEADER_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + Quoted.of(name) + "' is not the name of a header. Write one like %HEADER:X-Case-Number%.");
        }
        return new Variable("%HEADER:" + name + "%", email -> String.join("\n", email.header(name)));
    }

    String read(ReceivedEmail email) {
        return reading.apply(email);
    }

    private static String body(ReceivedEmail email) {
        return email.text().isBlank() ? email.html() : email.text();
    }

    private static String usualHeaders(ReceivedEmail email) {
        return USUAL.stream()
                .flatMap(name -> email.header(name).stream().map(value -> name + ": " + value))
                .collect(Collectors.joining("\n"));
    }
}

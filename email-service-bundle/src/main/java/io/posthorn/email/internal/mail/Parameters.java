package io.posthorn.email.internal.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Parameters of a MIME header field, one on each line, in any script (RFC 2231). */
final class Parameters {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int SECTION = 56; // characters of a value on one line

    /** No sign that some reader takes for an escape. */
    private static final Pattern PLAIN = Pattern.compile("(?! )[ !#$&-\\[\\]-~]{0,60}(?<! )");

    private static final HeaderWords WORDS = new HeaderWords(StandardCharsets.UTF_8, false);

    private final StringBuilder text;

    /** Begins a field, for example {@code Content-Disposition: attachment}. */
    Parameters(String begin) {
        text = new StringBuilder(begin);
    }

    /** Adds one: quoted, or in the form of RFC 2231 if any reader might take the quoted one for something else. */
    Parameters add(String name, String value) {
        if (isPlain(value)) {
            return line(name, HeaderWords.quote(value));
        }
        List<String> sections = sections(value);
        if (sections.size() == 1) {
            return line(name + "*", "UTF-8''" + sections.get(0));
        }
        for (int i = 0; i < sections.size(); i++) {
            line(name + "*" + i + "*", (i == 0 ? "UTF-8''" : "") + sections.get(i));
        }
        return this;
    }

    /** Adds one for readers that do not know RFC 2231: encoded words in quotes, which they decode. */
    Parameters addForOldReaders(String name, String value) {
        String safe = isPlain(value) ? value : String.join("\r\n ", WORDS.encode(name, value));
        return line(name, HeaderWords.quote(safe));
    }

    private static boolean isPlain(String value) {
        return PLAIN.matcher(value).matches() && !HeaderWords.looksEncoded(value);
    }

    private Parameters line(String name, String value) {
        text.append(";\r\n ").append(name).append('=').append(value);
        return this;
    }

    private static List<String> sections(String value) {
        List<String> sections = new ArrayList<>();
        StringBuilder section = new StringBuilder();
        value.codePoints().forEach(point -> {
            String escaped = escape(point);
            if (section.length() + escaped.length() > SECTION) {
                sections.add(section.toString());
                section.setLength(0);
            }
            section.append(escaped);
        });
        sections.add(section.toString());
        return sections;
    }

    private static String escape(int point) {
        if (point < 128 && (Character.isLetterOrDigit(point) || "!#$&+-.^_`|~".indexOf(point) >= 0)) {
            return Character.toString(point);
        }
        StringBuilder escaped = new StringBuilder();
        for (byte b : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
            escaped.append('%').append(HEX.toHexDigits(b));
        }
        return escaped.toString();
    }

    /** The whole field with its line end. */
    String field() {
        return text + "\r\n";
    }
}

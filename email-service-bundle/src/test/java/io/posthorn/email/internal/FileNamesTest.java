package io.posthorn.email.internal;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailService;
import io.posthorn.email.Query;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** Attachments arrive under the names that they were given, whatever script these are in. */
class FileNamesTest {

    private static final List<String> NAMES = List.of(
            "report.pdf",
            "R\u00e9sum\u00e9 \u00c5ngstr\u00f6m.pdf",
            Normalizer.normalize("R\u00e9sum\u00e9 \u00c5ngstr\u00f6m.txt", Normalizer.Form.NFD),
            "Stra\u00dfe und \u00dcbergr\u00f6\u00dfe.docx",
            "\u0141\u00f3d\u017a \u017c\u00f3\u0142\u0107.odt",
            "\u041e\u0442\u0447\u0451\u0442 \u0437\u0430 \u043d\u043e\u044f\u0431\u0440\u044c.xlsx",
            "\u0391\u03bd\u03b1\u03c6\u03bf\u03c1\u03ac.pdf",
            "\u65e5\u672c\u8a9e\u306e\u56f3\u3068\u8868.png",
            "\u4e2d\u6587\u6587\u4ef6\uff08\u6700\u7ec8\u7248\uff09.pdf",
            "\ubcf4\uace0\uc11c 2026\ub144 11\uc6d4.hwp",
            Normalizer.normalize("\ubcf4\uace0\uc11c.hwp", Normalizer.Form.NFD),
            "\u062a\u0642\u0631\u064a\u0631 \u0627\u0644\u0634\u0647\u0631.pdf",
            "\u05d3\u05d5\u05d7 \u05d7\u05d5\u05d3\u05e9\u05d9 (1).pdf",
            "\u0930\u093f\u092a\u094b\u0930\u094d\u091f \u0928\u0935\u0902\u092c\u0930.pdf",
            "\u0e23\u0e32\u0e22\u0e07\u0e32\u0e19\u0e1b\u0e23\u0e30\u0e08\u0e33\u0e40\u0e14\u0e37\u0e2d\u0e19.pdf",
            "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66 family.jpg",
            "\ud83d\udcee\ud83c\uddef\ud83c\uddf5.png",
            "\ud842\udfb7\u91ce\u5bb6.txt",
            "a very long name ".repeat(14) + ".pdf",
            "\u3068\u3066\u3082\u9577\u3044\u540d\u524d".repeat(30) + ".pdf",
            "say \"hello\".txt",
            "back\\slash\\\\es.txt",
            "semi;colon; filename=other.exe",
            "it's \u00e9'quoted'.txt",
            ".leading.dots..",
            "100% sure %41%20.txt",
            "=?utf-8?Q?not=20encoded?=",
            "=?utf-8?B?bm90IGVuY29kZWQ=?= \u00fc.txt",
            " leading and trailing ",
            "UTF-8''%e2%82%ac.txt",
            "(comment) <angle> [square] {curly}, a@b: c/d? e=f*.txt",
            "line\u2028separator\u202eexe.txt",
            "*0*=first.txt");

    private static Stand stand;
    private static EmailService service;
    private static byte[] raw;

    @BeforeAll
    static void send() {
        stand = new Stand();
        service = stand.service();
        Map<String, Document> documents = new LinkedHashMap<>();
        NAMES.forEach(name -> documents.put(name, Document.of("ignored", "", name.getBytes(StandardCharsets.UTF_8))));
        service.sendWithMapOfAttachments(
                Email.builder()
                        .from(stand.alice.address())
                        .to(stand.alice.address())
                        .subject("Names")
                        .build(),
                documents);
        raw = stand.sandbox.messages(stand.alice).get(0);
    }

    @AfterAll
    static void stop() {
        stand.close();
    }

    /** Receiving leaves out folders and blanks at the ends, and takes encoded words for what they look like. */
    private static boolean isReceivedAsItIs(String name) {
        return name.equals(name.strip()) && !name.contains("/") && !name.contains("\\") && !name.contains("=?");
    }

    @Test
    void names_comeBackWithTheirBytes() {
        List<String> names = new ArrayList<>();
        List<String> contents = new ArrayList<>();
        service.receive(Query.newest().withSubject("Names"), email -> {
            for (Document document : email.attachments()) {
                names.add(document.name());
                try (var in = document.open()) {
                    contents.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        });
        assertThat(names).hasSameSizeAs(NAMES);
        for (int i = 0; i < NAMES.size(); i++) {
            if (isReceivedAsItIs(NAMES.get(i)) && isHarmless(NAMES.get(i))) {
                assertThat(names.get(i)).isEqualTo(NAMES.get(i));
            }
        }
        assertThat(contents).containsExactlyElementsOf(NAMES);
    }

    /** Neither so long, nor with signs that hide what kind of file it is: those are taken out. */
    private static boolean isHarmless(String name) {
        return name.length() <= 240 && name.equals(name.replaceAll("[\\p{Cf}\\p{Zl}\\p{Zp}&&[^\u200c\u200d]]", ""));
    }

    @Test
    void names_areReadBySomebodyWhoKnowsRfc2231AndNothingElse() {
        List<String> names = fields("Content-Disposition")
                .map(field -> name(field, "filename"))
                .toList();
        assertThat(names).containsExactlyElementsOf(NAMES);
    }

    @Test
    void names_areReadBySomebodyWhoKnowsRfc2047AndNothingElse() {
        List<String> names = fields("Content-Type")
                .filter(field -> field.contains("application/octet-stream"))
                .map(field -> decodedWords(parameters(field).get("name")))
                .toList();
        assertThat(names).containsExactlyElementsOf(NAMES);
    }

    @Test
    void lines_areShortAndInAscii() {
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        assertThat(text.lines()
                        .skip(text.lines().takeWhile(line -> !line.isEmpty()).count()))
                .allMatch(line -> line.length() <= 84 && line.chars().allMatch(c -> c < 127));
    }

    private static java.util.stream.Stream<String> fields(String name) {
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        return Pattern.compile("(?m)^" + name + ": (.*(?:\r\n[ \t].*)*)")
                .matcher(text)
                .results()
                .map(field -> field.group(1).replaceAll("\r\n[ \t]", " "));
    }

    /** A strict reader: token "=" (token / quoted-string), separated by semicolons, and nothing between. */
    private static Map<String, String> parameters(String field) {
        Map<String, String> parameters = new TreeMap<>();
        Matcher parameter = Pattern.compile(
                        "; +([A-Za-z0-9*]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([!#-'*+\\-.0-9A-Z^-~]+))")
                .matcher(field);
        int end = field.indexOf(';');
        while (end < field.length()) {
            assertThat(parameter.find(end)).as(field.substring(end)).isTrue();
            assertThat(parameter.start()).as(field.substring(end)).isEqualTo(end);
            String quoted = parameter.group(2);
            parameters.put(
                    parameter.group(1), quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
            end = parameter.end();
        }
        return parameters;
    }

    /** RFC 2231, sections 3 and 4. */
    private static String name(String field, String parameter) {
        Map<String, String> parameters = parameters(field);
        if (parameters.containsKey(parameter)) {
            assertThat(parameters).hasSize(1);
            return parameters.get(parameter);
        }
        StringBuilder value = new StringBuilder();
        if (parameters.containsKey(parameter + "*")) {
            value.append(parameters.get(parameter + "*"));
        } else {
            for (int i = 0; i < parameters.size(); i++) {
                String section = parameters.get(parameter + "*" + i + "*");
                assertThat(section).as("section " + i + " of " + field).isNotNull();
                value.append(section);
            }
        }
        assertThat(value.toString()).startsWith("UTF-8''").matches("UTF-8''(?:%[0-9A-F]{2}|[^%'*])*");
        return percentDecoded(value.substring(7));
    }

    private static String percentDecoded(String value) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) == '%') {
                octets.write(Integer.parseInt(value.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                octets.write(value.charAt(i));
            }
        }
        return octets.toString(StandardCharsets.UTF_8);
    }

    private static String decodedWords(String value) {
        if (!value.matches("(?s)=\\?UTF-8\\?[BQ]\\?.*\\?=")) {
            return value;
        }
        StringBuilder text = new StringBuilder();
        for (String word : value.split(" ")) {
            assertThat(word).matches("=\\?UTF-8\\?[BQ]\\?[^?]*\\?=").hasSizeLessThanOrEqualTo(75);
            String encoded = word.substring(10, word.length() - 2);
            text.append(
                    word.charAt(8) == 'B'
                            ? new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8)
                            : percentDecoded(encoded.replace('_', ' ').replace('=', '%')));
        }
        return text.toString();
    }
}

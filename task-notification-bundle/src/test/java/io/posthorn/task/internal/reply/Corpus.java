package io.posthorn.task.internal.reply;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replies in the shapes that mail programs give them, made by hand. In their files, {@code @TAG@} is the tag, and what is
 * between a line like {@code %%BASE64 utf-8} and {@code %%END} is encoded so before it is sent.
 */
final class Corpus {

    /** All that answer a task. */
    static final List<String> ANSWERS = List.of(
            "outlook-classic",
            "outlook-classic-german-html",
            "outlook-new",
            "outlook-ios",
            "outlook-android-html",
            "outlook-french",
            "outlook-japanese-7bit",
            "gmail-web",
            "gmail-web-bottom-html",
            "gmail-android-html",
            "gmail-japanese",
            "apple-mail",
            "apple-ios-html",
            "apple-ios-german",
            "thunderbird-bottom",
            "thunderbird-html",
            "text-interleaved",
            "original-message-spanish",
            "link",
            "link-folded",
            "with-documents");

    private static final Pattern ENCODED = Pattern.compile("(?ms)^%%(BASE64|QP|8BIT) (\\S+)\\r\\n(.*?)^%%END\\r\\n");

    private Corpus() {}

    static byte[] mail(String name, Tag tag) {
        String text = read(name)
                .replaceAll("\\R", "\r\n")
                .replace("@TAGUPPER@", tag.text().toUpperCase(Locale.ROOT))
                .replace("@TAG@", tag.text());
        ByteArrayOutputStream mail = new ByteArrayOutputStream();
        mail.writeBytes(("Message-ID: <" + name + "." + tag.text().hashCode() + "@contoso.test>\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        Matcher encoded = ENCODED.matcher(text);
        int end = 0;
        while (encoded.find()) {
            mail.writeBytes(text.substring(end, encoded.start()).getBytes(StandardCharsets.UTF_8));
            mail.writeBytes(encode(encoded.group(1), encoded.group(3).getBytes(Charset.forName(encoded.group(2)))));
            end = encoded.end();
        }
        mail.writeBytes(text.substring(end).getBytes(StandardCharsets.UTF_8));
        return mail.toByteArray();
    }

    static String read(String name) {
        try (InputStream in = Objects.requireNonNull(Corpus.class.getResourceAsStream(name + ".eml"), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] encode(String encoding, byte[] bytes) {
        return switch (encoding) {
            case "BASE64" ->
                (Base64.getMimeEncoder().encodeToString(bytes) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            case "QP" -> quotedPrintable(bytes).getBytes(StandardCharsets.US_ASCII);
            default -> bytes;
        };
    }

    private static String quotedPrintable(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int column = 0;
        for (byte one : bytes) {
            char octet = (char) (one & 0xff);
            String next = octet == '\r' || octet == '\n' || octet >= ' ' && octet < 0x7f && octet != '='
                    ? String.valueOf(octet)
                    : String.format("=%02X", (int) octet);
            if (column + next.length() > 75 && octet != '\r' && octet != '\n') {
                text.append("=\r\n");
                column = 0;
            }
            text.append(next);
            column = octet == '\n' ? 0 : column + next.length();
        }
        return text.toString();
    }
}

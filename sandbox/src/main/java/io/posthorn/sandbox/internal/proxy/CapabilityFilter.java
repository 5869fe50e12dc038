package io.posthorn.sandbox.internal.proxy;

import io.posthorn.sandbox.Protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes capabilities out of what a server says of itself in EHLO, CAPABILITY and CAPA. */
final class CapabilityFilter {
    private final Protocol protocol;
    private final Set<String> without;
    private volatile boolean inCapa;

    CapabilityFilter(Protocol protocol, Set<String> without) {
        this.protocol = protocol;
        this.without = without;
    }

    /** POP3 lists its capabilities in lines that a mail may hold too. */
    void fromClient(byte[] chunk) {
        if (protocol == Protocol.POP3 && text(chunk).toUpperCase(Locale.ROOT).startsWith("CAPA")) {
            inCapa = true;
        }
    }

    /** Servers send such lists at once, so a chunk holds whole lines. */
    byte[] fromServer(byte[] chunk) {
        if (without.isEmpty()) {
            return chunk;
        }
        StringBuilder kept = new StringBuilder();
        for (String line : text(chunk).split("(?<=\n)")) {
            kept.append(edited(line));
        }
        return kept.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private String edited(String line) {
        String text = line.stripTrailing();
        String end = line.substring(text.length());
        return switch (protocol) {
            case SMTP -> text.matches("250[- ].*") ? smtp(text, end) : line;
            case IMAP -> text.contains("CAPABILITY ") ? withoutWords(text) + end : line;
            case POP3 -> inCapa ? pop3(text, end) : line;
            case HTTPS -> line;
        };
    }

    private String smtp(String text, String end) {
        String offer = withoutWords(text.substring(4));
        if (!offer.isEmpty()) {
            return text.substring(0, 4) + offer + end;
        }
        // The last line of a reply must stay.
        return text.charAt(3) == ' ' ? "250 OK" + end : "";
    }

    private String pop3(String text, String end) {
        inCapa = !text.equals(".");
        String offer = withoutWords(text);
        return offer.isEmpty() && !text.isEmpty() ? "" : offer + end;
    }

    /** If the first word goes, so do its parameters. */
    private String withoutWords(String text) {
        String[] words = text.split(" ");
        return unwanted(words[0])
                ? ""
                : Arrays.stream(words).filter(word -> !unwanted(word)).collect(Collectors.joining(" "));
    }

    private boolean unwanted(String word) {
        String name = word.toUpperCase(Locale.ROOT);
        return without.contains(name) || without.contains(name.substring(name.indexOf('=') + 1));
    }

    private static String text(byte[] chunk) {
        return new String(chunk, StandardCharsets.ISO_8859_1);
    }
}

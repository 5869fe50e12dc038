package io.posthorn.email.internal.mail;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Header fields, folded (RFC 5322, section 2.2.3). */
final class HeaderBlock {

    private static final int WIDTH = 76;

    private final StringBuilder text = new StringBuilder(1024);

    /** Adds a field of words with a blank between each two, which may become a fold. */
    HeaderBlock add(String name, List<String> words) {
        text.append(name).append(':');
        int column = name.length() + 1;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (i > 0 && column + 1 + word.length() > WIDTH) {
                text.append("\r\n");
                column = 0;
            }
            text.append(' ').append(word);
            column += 1 + word.length();
        }
        text.append("\r\n");
        return this;
    }

    HeaderBlock add(String name, String word) {
        return add(name, List.of(word));
    }

    /** Fields that are folded already. */
    HeaderBlock append(String fields) {
        text.append(fields);
        return this;
    }

    /** All of it, with the empty line that ends it. */
    byte[] bytes() {
        return (text + "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}

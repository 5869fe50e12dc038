package io.posthorn.email.internal.mail.compose;

import io.posthorn.email.Address;
import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static io.posthorn.email.internal.mail.compose.Written.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Mails in a charset of the caller's choice. */
class CharsetTest {

    private static final Charset JAPANESE = Charset.forName("ISO-2022-JP");
    private static final String HELLO = "\u3053\u3093\u306b\u3061\u306f\u3001\u4e16\u754c";

    @Test
    void iso2022Jp_isWrittenAsJapaneseMailersDo() throws Exception {
        Written written = Written.of(mail().charset(JAPANESE)
                .from(new Address("\u5c71\u7530\u592a\u90ce", "yamada@contoso.com"))
                .subject(HELLO)
                .text(HELLO + "\n" + HELLO));
        assertThat(written.fields())
                .contains(
                        "From: =?ISO-2022-JP?B?GyRCOzNFREJATzobKEI=?= <yamada@contoso.com>",
                        "Content-Type: text/plain; charset=ISO-2022-JP",
                        "Content-Transfer-Encoding: 7bit");
        assertThat(written.subject()).isEqualTo(HELLO);
        assertThat(written.body()).isEqualTo(HELLO + "\r\n" + HELLO + "\r\n");
        assertThat(written.text()).contains("\u001b(B\r\n"); // each line ends in ASCII (RFC 1468)
    }

    @Test
    void iso2022Jp_longSubjects_areWordsThatStandAlone() throws Exception {
        String subject = HELLO.repeat(30);
        Written written = Written.of(mail().charset(JAPANESE).subject(subject).text(HELLO.repeat(300)));
        assertThat(written.subject()).isEqualTo(subject);
        assertThat(written.body()).startsWith(HELLO).hasSizeGreaterThanOrEqualTo(HELLO.length() * 300);
        assertThat(written.text().lines()).allMatch(line -> line.length() <= 76);
        assertThat(written.fields()).contains("Content-Transfer-Encoding: base64");
        String field = written.fields().stream()
                .filter(line -> line.startsWith("Subject: "))
                .findFirst()
                .orElseThrow();
        for (String word : field.substring(9).split(" ")) {
            byte[] octets = java.util.Base64.getDecoder().decode(word.substring(16, word.length() - 2));
            assertThat(new String(octets, StandardCharsets.ISO_8859_1))
                    .startsWith("\u001b$B")
                    .endsWith("\u001b(B");
        }
    }

    @Test
    void missingCharacters_areNamed_withTheirPlace() {
        Email.Builder japanese = mail().charset(JAPANESE);
        assertRefused(japanese.text("A \ud83d\udcee"), "The text has the character '\ud83d\udcee' (U+1F4EE)");
        assertRefused(mail().charset(JAPANESE).subject("\u00fc"), "The subject has the character '\u00fc' (U+00FC)");
        assertRefused(mail().charset(JAPANESE).html("\ud55c"), "The HTML has the character");
        assertRefused(mail().charset(JAPANESE).header("X-A", "\u00fc"), "The header X-A has the character");
        assertRefused(
                mail().charset(JAPANESE).cc(new Address("\u00fc", "a@b.example")),
                "The name in Cc has the character '\u00fc' (U+00FC), which the charset ISO-2022-JP does not have.");
    }

    @Test
    void halfCharacters_areRefused() {
        assertRefused(mail().text("\ud83d"), "The text has half of a character (U+D83D)");
        assertRefused(
                mail().attachment(Document.of("a\udcee.txt", "text/plain", new byte[0])),
                "The name of a document has half of a character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-32", "IBM037", "x-JISAutoDetect", "ISO-2022-CN"})
    void charsetsThatNoMailCanHave_areRefused(String name) {
        assertRefused(mail().charset(Charset.forName(name)), "A mail cannot be written in the charset " + name);
    }

    private static void assertRefused(Email.Builder email, String sentence) {
        assertThatThrownBy(() -> Written.of(email))
                .isInstanceOfSatisfying(
                        EmailException.class, e -> assertThat(e.kind()).isEqualTo(EmailException.Kind.MESSAGE))
                .hasMessageStartingWith(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "ISO-8859-15", "windows-1252", "UTF-8", "GB18030"})
    void westernText_comesBack(String name) throws Exception {
        for (String text : List.of("Gr\u00fc\u00dfe aus K\u00f6ln und vom Rhein", "plain")) {
            Written written = Written.of(
                    mail().charset(Charset.forName(name)).subject(text).text(text));
            assertThat(written.subject()).isEqualTo(text);
            assertThat(written.body().strip()).isEqualTo(text);
            assertThat(written.fields()).contains("Content-Type: text/plain; charset=" + name);
        }
    }

    @Test
    void iso2022Jp_halfWidthKanaBecomeWide() throws Exception {
        Written written = Written.of(
                mail().charset(JAPANESE).subject("\uff76\uff9e\uff85").text("\uff76\uff9e\uff85"));
        assertThat(written.text()).doesNotContain("\u001b(I");
        assertThat(written.body().strip()).isEqualTo("\u30ac\u30ca");
        assertThat(written.subject()).isEqualTo("\u30ac\u30ca");
    }
}

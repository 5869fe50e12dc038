package io.posthorn.email.internal;

import io.posthorn.email.Document;
import io.posthorn.email.EmailService;
import io.posthorn.email.Query;
import io.posthorn.email.ReceivedEmail;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Mails that nobody should send. None stops the receiving, and none takes more than a moment. */
class HostileMailTest {

    private static final Map<Way, EmailService> SERVICES = new EnumMap<>(Way.class);

    private static Stand stand;

    /** How it is received. */
    enum Way {
        IMAP,
        POP3
    }

    @BeforeAll
    static void start() {
        stand = new Stand();
        SERVICES.put(Way.IMAP, stand.service());
        SERVICES.put(
                Way.POP3,
                stand.service("receive.protocol", "POP3", "receive.port", String.valueOf(stand.sandbox.pop3Port())));
    }

    @AfterAll
    static void stop() {
        stand.close();
    }

    /** A mail between two good ones, which must come too. */
    private static Taken receive(Way way, String headers, String body) {
        deliver("Subject: Before\r\n\r\nGood\r\n");
        deliver(headers + "\r\n\r\n" + body);
        deliver("Subject: After\r\n\r\nGood\r\n");
        List<Taken> taken = new ArrayList<>();
        SERVICES.get(way).receive(Query.newest().withLimit(3), email -> taken.add(take(email)));
        assertThat(taken).hasSize(3);
        assertThat(taken.get(0).email().text()).isEqualTo("Good\r\n");
        assertThat(taken.get(2).email().text()).isEqualTo("Good\r\n");
        return taken.get(1);
    }

    private static void deliver(String mail) {
        stand.sandbox.deliver(stand.alice, mail.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** What the handler could read: of each document its octets, or null where there are none to be had. */
    private record Taken(ReceivedEmail email, List<String> contents) {

        List<String> names() {
            return email.attachments().stream().map(Document::name).toList();
        }
    }

    private static Taken take(ReceivedEmail email) throws IOException {
        List<String> contents = new ArrayList<>();
        for (Document document :
                email.attachments().subList(0, Math.min(20, email.attachments().size()))) {
            try (InputStream in = document.open()) {
                contents.add(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                contents.add("broken");
            }
        }
        return new Taken(email, contents);
    }

    private static String multipart(String subject) {
        return "Subject: " + subject + "\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b";
    }

    private static String part(String headers, String body) {
        return "--b\r\n" + headers + "\r\n\r\n" + body + "\r\n";
    }

    @ParameterizedTest
    @EnumSource
    void manyParts_comeUpToALimit_andTheRestAsOne(Way way) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 1_200; i++) { // GreenMail takes minutes for more; see MailPartsTest
            body.append(part("Content-Disposition: attachment; filename=f" + i + ".txt", "x" + i));
        }
        Taken taken = receive(way, multipart("Many"), body + "--b--\r\n");
        assertThat(taken.names())
                .hasSize(1_001)
                .contains("f0.txt", "f999.txt")
                .last()
                .isEqualTo("undecoded-1001.eml");
        assertThat(taken.contents()).startsWith("x0", "x1");
    }

    @ParameterizedTest
    @EnumSource
    void nothingButBoundaries_doNotFillTheMemory(Way way) {
        String body = "--b\r\n\r\n\r\n".repeat(1_200);
        Taken taken = receive(way, multipart("Boundaries"), body);
        assertThat(taken.email().subject()).isEqualTo("Boundaries");
        assertThat(taken.names()).isNotEmpty().hasSizeLessThanOrEqualTo(1_001);
    }

    @ParameterizedTest
    @EnumSource
    void deepNesting_isHandedOverAsItCame(Way way) {
        int depth = 300;
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            body.append("--b")
                    .append(i)
                    .append("\r\nContent-Type: multipart/mixed; boundary=b")
                    .append(i + 1);
            body.append("\r\n\r\n");
        }
        body.append("--b").append(depth).append("\r\nContent-Type: text/plain\r\n\r\nDeep\r\n");
        Taken taken = receive(
                way,
                "Subject: Deep\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b0",
                body.toString());
        assertThat(taken.email().subject()).isEqualTo("Deep");
        assertThat(taken.names()).isNotEmpty().allMatch(name -> name.startsWith("undecoded-"));
    }

    @ParameterizedTest
    @EnumSource
    void brokenHeaders_areShownAsTheyCame(Way way) {
        Taken taken = receive(
                way,
                "Subject: =?no-such-charset?B?!!!?= and =?UTF-8?Q?=ZZ?= end\r\n"
                        + "From: <<<not an address>>> @@, \"unclosed\r\n"
                        + "To: good@contoso.test, , ;;, <bad@@contoso>\r\n"
                        + "Date: yesterday, or so\r\n"
                        + "Message-ID: no angle brackets\r\n"
                        + "Received: from somewhere\r\n\tfolded\r\n"
                        + "X-Empty:\r\n"
                        + "no header at all\r\n"
                        + "X-Twice: 1\r\nx-twice: 2",
                "Hello\r\n");
        ReceivedEmail email = taken.email();
        assertThat(email.subject()).contains("end");
        assertThat(email.sent()).isEmpty();
        assertThat(email.header("X-TWICE")).containsExactly("1", "2");
        assertThat(email.header("received")).containsExactly("from somewhere\tfolded");
        assertThat(email.header("X-Empty")).containsExactly("");
        assertThat(email.header("X-None")).isEmpty();
        assertThat(email.messageId()).isEqualTo("no angle brackets");
        assertThat(email.text()).isEqualTo("Hello\r\n");
    }

    @ParameterizedTest
    @EnumSource
    void hugeHeaders_areCutOff(Way way) {
        String to = "someone@contoso.test, ".repeat(50_000);
        Taken taken = receive(
                way,
                "Subject: Huge\r\nX-Long: " + "x".repeat(1_000_000) + "\r\nTo: " + to + "\r\n"
                        + "X-Many: 1\r\n".repeat(5_000) + "X-Last: here",
                "Hello\r\n");
        assertThat(taken.email().header("X-Last")).containsExactly("here");
        assertThat(taken.email().header("X-Long").get(0)).hasSizeLessThan(1_000_000);
        assertThat(taken.email().text()).isEqualTo("Hello\r\n");
    }

    @ParameterizedTest
    @EnumSource
    void wrongCharsets_becomeReplacementCharacters(Way way) {
        Taken unknown = receive(way, "Subject: C\r\nContent-Type: text/plain; charset=klingon", "gr\u00fcn\r\n");
        assertThat(unknown.email().text()).isEqualTo("gr\ufffdn\r\n");
        Taken wrong = receive(way, "Subject: C\r\nContent-Type: text/plain; charset=utf-8", "gr\u00fcn\r\n");
        assertThat(wrong.email().text()).isEqualTo("gr\ufffdn\r\n");
    }

    @ParameterizedTest
    @EnumSource
    void badEncodings_areHandedOverAsTheyCame(Way way) {
        Taken taken = receive(
                way,
                multipart("Encodings"),
                part("Content-Type: text/plain\r\nContent-Transfer-Encoding: rot13", "uryyb")
                        + part("Content-Type: text/plain\r\nContent-Transfer-Encoding: base64", "!!!=not base64=")
                        + part("Content-Disposition: attachment; filename=good.txt", "good")
                        + "--b--\r\n");
        assertThat(taken.names()).contains("good.txt").anyMatch(name -> name.startsWith("undecoded-"));
        assertThat(taken.contents())
                .anyMatch(content -> content.contains("uryyb"))
                .contains("good");
    }

    /** GreenMail hangs up when it is asked for the structure of such a mail. */
    @Test
    void partWithoutAType_isADocument_byPop3() {
        Taken taken = receive(
                Way.POP3,
                multipart("Types"),
                part("Content-Type: ;;;/?\r\nContent-Disposition: ???; filename=", "odd") + "--b--\r\n");
        assertThat(taken.contents()).containsExactly("odd");
    }

    @ParameterizedTest
    @EnumSource
    void fileNames_doNoHarm(Way way) {
        Taken taken = receive(
                way,
                multipart("Names"),
                part("Content-Disposition: attachment; filename=\"../../etc/passwd\"", "1")
                        + part("Content-Disposition: attachment; filename=\"C:\\\\temp\\\\run.exe\"", "2")
                        + part("Content-Disposition: attachment; filename=\"..\"", "3")
                        + part("Content-Disposition: attachment; filename=\"" + "n".repeat(5_000) + ".pdf\"", "4")
                        + part("Content-Type: application/ms-tnef; name=winmail.dat", "5")
                        + "--b--\r\n");
        assertThat(taken.names())
                .containsExactly("passwd", "run.exe", "attachment-3", "n".repeat(236) + ".pdf", "winmail.dat");
        assertThat(taken.contents()).containsExactly("1", "2", "3", "4", "5");
    }

    @ParameterizedTest
    @EnumSource
    void nestedMessage_isADocument_namedLikeItsSubject(Way way) {
        Taken taken = receive(
                way,
                multipart("Forward"),
                part("Content-Type: text/plain", "See below")
                        + part("Content-Type: message/rfc822", "Subject: Bill / March\r\n\r\nInner text")
                        + "--b--\r\n");
        assertThat(taken.email().text()).isEqualTo("See below");
        assertThat(taken.email().attachments()).singleElement().satisfies(document -> {
            assertThat(document.name()).isEqualTo("Bill   March.eml");
            assertThat(document.contentType()).isEqualTo("message/rfc822");
        });
        assertThat(taken.contents().get(0)).contains("Subject: Bill / March").contains("Inner text");
    }

    @ParameterizedTest
    @EnumSource
    void longText_isAnAttachment(Way way) {
        Taken taken = receive(way, "Subject: Long\r\nContent-Type: text/plain", "0123456789abcd\r\n".repeat(400_000));
        assertThat(taken.email().text()).isEmpty();
        assertThat(taken.contents()).singleElement().asString().hasSize(6_400_000);
    }

    @ParameterizedTest
    @EnumSource
    void noBody_noHeaders_noEnd_isStillAMail(Way way) {
        assertThat(receive(way, "Subject: Nothing", "").email().text()).isEmpty();
        assertThat(receive(way, multipart("Open"), part("Content-Type: text/plain", "Cut off"))
                        .email()
                        .text())
                .startsWith("Cut off");
        assertThat(receive(way, multipart("None"), "no boundary").email().subject())
                .isEqualTo("None");
    }

    @ParameterizedTest
    @EnumSource
    void document_canNotBeOpenedLater(Way way) {
        Taken taken = receive(
                way, multipart("Later"), part("Content-Disposition: attachment; filename=a.txt", "a") + "--b--\r\n");
        assertThatThrownBy(() -> taken.email().attachments().get(0).open())
                .isInstanceOf(IOException.class)
                .hasMessage("An attachment can be read only while its mail is being taken.");
    }
}

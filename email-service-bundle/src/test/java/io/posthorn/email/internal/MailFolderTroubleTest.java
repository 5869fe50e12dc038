package io.posthorn.email.internal;

import io.posthorn.email.Disposition;
import io.posthorn.email.Document;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.MailFolder;
import io.posthorn.email.MailId;
import io.posthorn.sandbox.After;
import io.posthorn.sandbox.Direction;
import io.posthorn.sandbox.FaultProxy;
import io.posthorn.sandbox.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Folders on bad networks, with odd servers, and with mails that nobody should send. */
@Timeout(180)
class MailFolderTroubleTest {

    private FolderStand stand;

    @BeforeEach
    void start() {
        stand = new FolderStand();
    }

    @AfterEach
    void stop() {
        stand.close();
    }

    private MailFolder folder(Protocol protocol, int port) {
        return protocol == Protocol.POP3 ? stand.pop3(port) : stand.imap("INBOX", port, FolderStand.PATIENCE);
    }

    @ParameterizedTest
    @EnumSource(names = {"IMAP", "POP3"})
    void cutAfterEveryLine_isTemporary_andTheNextCallWorks(Protocol protocol) {
        for (int i = 0; i < 2; i++) {
            stand.deliver("Mail " + i);
        }
        try (FaultProxy proxy = stand.sandbox.proxy(protocol)) {
            int lines = 0;
            boolean through = false;
            while (!through) {
                proxy.cut(After.lines(Direction.TO_CLIENT, ++lines));
                MailFolder folder = folder(protocol, proxy.port());
                through = works(folder, "after " + lines + " lines");
                proxy.heal();
                assertThat(through || works(folder, "healed")).isTrue();
                folder.close();
                assertThat(lines).isLessThan(500);
            }
            assertThat(lines).isGreaterThan(10);
        }
    }

    private static boolean works(MailFolder folder, String when) {
        try {
            folder.check();
            List<String> texts = new ArrayList<>();
            for (MailId id : folder.list()) {
                assertThat(folder.head(id)).as(when).isPresent();
                assertThat(folder.read(id, email -> texts.add(email.text())))
                        .as(when)
                        .isTrue();
                folder.dispose(id, Disposition.LEAVE);
            }
            assertThat(texts).as(when).hasSize(2);
            return true;
        } catch (EmailException e) {
            assertThat(e.kind()).as("%s: %s", when, e.getMessage()).isEqualTo(Kind.TEMPORARY);
            return false;
        }
    }

    @Test
    void moveWithHeader_cutAfterEveryLine_losesNothing_andMakesNoSecondCopy() {
        stand.deliver("Filler");
        stand.sandbox.exchange().moveAway(stand.stand.alice, 1, "Failed");
        MailFolder whole = stand.imap();
        try (FaultProxy proxy = stand.sandbox.proxy(Protocol.IMAP)) {
            int lines = 0;
            boolean through = false;
            while (!through) {
                String subject = "mail-" + lines;
                stand.deliver(subject);
                MailId id = whole.list().get(0);
                proxy.cut(After.lines(Direction.TO_CLIENT, ++lines));
                MailFolder folder = stand.imap("INBOX", proxy.port(), FolderStand.PATIENCE);
                through = moved(folder, id);
                proxy.heal();
                assertThat(through || moved(folder, id)).isTrue();
                folder.close();
                assertThat(stand.subjects("INBOX")).as("after %s lines", lines).isEmpty();
                assertThat(stand.subjects("Failed")).as("after %s lines", lines).containsOnlyOnce(subject);
                assertThat(lines).isLessThan(500);
            }
        }
    }

    private static boolean moved(MailFolder folder, MailId id) {
        try {
            folder.moveWithHeader(id, "Failed", "X-Reason", "none");
            return true;
        } catch (EmailException e) {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.TEMPORARY);
            return false;
        }
    }

    @Test
    void pop3Settling_cutAfterEveryLine_isTemporary_andTheNextCallWorks() {
        try (FaultProxy proxy = stand.sandbox.proxy(Protocol.POP3)) {
            int lines = 0;
            boolean through = false;
            while (!through) {
                String subject = "mail-" + lines;
                stand.deliver(subject);
                proxy.cut(After.lines(Direction.TO_CLIENT, ++lines));
                MailFolder folder = stand.pop3(proxy.port());
                through = deleted(folder);
                proxy.heal();
                if (through) {
                    assertThat(stand.subjects("INBOX")).isEmpty();
                } else {
                    assertThat(deleted(folder)).isTrue();
                }
                folder.close();
                assertThat(lines).isLessThan(500);
            }
            assertThat(lines).isGreaterThan(10);
        }
    }

    private static boolean deleted(MailFolder folder) {
        try {
            for (MailId id : folder.list()) {
                folder.dispose(id, Disposition.DELETE);
            }
            folder.settle();
            return true;
        } catch (EmailException e) {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.TEMPORARY);
            return false;
        }
    }

    @Test
    void connectionThatBreaksWhileTheHandlerReads_isTemporary() {
        StringBuilder mail = new StringBuilder(
                "Subject: Large\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;"
                        + " boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\n");
        mail.append(("x".repeat(70) + "\r\n").repeat(40_000)).append("--b--\r\n");
        stand.deliverRaw(mail.toString());
        try (FaultProxy proxy = stand.sandbox.proxy(Protocol.IMAP)) {
            MailFolder folder = stand.imap("INBOX", proxy.port(), FolderStand.PATIENCE);
            MailId id = folder.list().get(0);
            assertThatThrownBy(() -> folder.read(id, email -> {
                        for (Document document : email.attachments()) {
                            proxy.cutNow();
                            try (InputStream in = document.open()) {
                                in.readAllBytes();
                            }
                        }
                    }))
                    .isInstanceOfSatisfying(
                            EmailException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TEMPORARY));
            assertThat(folder.read(id, email -> {})).isTrue();
        }
    }

    @Test
    void mailThatTheServerListsAndDoesNotShow_isAskedForTwice_andNamed() {
        stand.deliver("One");
        MailFolder folder = stand.imap();
        MailId id = folder.list().get(0);
        for (int i = 0; i < 2; i++) {
            stand.sandbox.exchange().answer(Protocol.IMAP, "FETCH", "OK FETCH completed.");
        }
        assertThatThrownBy(() -> folder.head(id)).isInstanceOfSatisfying(EmailException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.MESSAGE);
            assertThat(e.getMessage()).contains("UID " + id.uid(), "'INBOX'", "cannot be read");
        });
        assertThat(folder.head(id)).isPresent();
    }

    @Test
    void refusedMove_isSaidInTheServersWords() {
        stand.deliver("One");
        stand.deliver("Filler");
        stand.sandbox.exchange().moveAway(stand.stand.alice, 2, "Done");
        MailFolder folder = stand.imap();
        MailId id = folder.list().get(0);
        stand.sandbox.exchange().answer(Protocol.IMAP, "UID", "NO [OVERQUOTA] Quota exceeded.");
        assertThatThrownBy(() -> folder.dispose(id, Disposition.moveTo("Done")))
                .isInstanceOf(EmailException.class)
                .hasMessageContaining("Quota exceeded");
        assertThat(stand.subjects("INBOX")).containsExactly("One");
        folder.dispose(id, Disposition.moveTo("Done"));
        assertThat(stand.sandbox.exchange().connections()).hasSize(1);
    }

    @Test
    void folderThatCannotBeMade_isNamed() {
        stand.deliver("One");
        MailFolder folder = stand.imap();
        MailId id = folder.list().get(0);
        stand.sandbox.exchange().answer(Protocol.IMAP, "CREATE", "NO Permission denied.");
        assertThatThrownBy(() -> folder.moveWithHeader(id, "Failed", "X-Reason", "none"))
                .isInstanceOfSatisfying(EmailException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.APPLICATION);
                    assertThat(e.getMessage()).contains("'Failed'", "Permission denied", "Make it in a mail client");
                });
        assertThat(stand.subjects("INBOX")).containsExactly("One");
    }

    @Test
    void mailboxThatIsNotConnected_isNamed() {
        stand.sandbox.exchange().notConnected(stand.stand.alice, true);
        MailFolder folder = stand.imap();
        assertThatThrownBy(folder::check)
                .isInstanceOf(EmailException.class)
                .hasMessageContaining("authenticated but not connected");
    }

    @ParameterizedTest
    @EnumSource(names = {"IMAP", "POP3"})
    void oddMails_throwNothingElse(Protocol protocol) {
        List<String> odd = List.of(
                "",
                "\r\n",
                "no header at all",
                "Subject: =?broken?Q?=ZZ?=\r\nFrom: <<<@@@>>>\r\nDate: never\r\n\r\n",
                "Content-Type: multipart/mixed\r\n\r\nno boundary\r\n",
                "Content-Type: multipart/mixed; boundary=\"b\r\n\r\n--b\r\n--b--",
                "Content-Type: text/plain; charset=klingon\r\nContent-Transfer-Encoding: base64\r\n\r\n****\r\n",
                "Content-Type: multipart/mixed; boundary=a\r\n\r\n" + "--a\r\n".repeat(3_000),
                "X: " + "y".repeat(300_000) + "\r\n\r\nlong line\r\n",
                "Content-Type: message/rfc822\r\n\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\n");
        odd.forEach(stand::deliverRaw);
        MailFolder folder =
                folder(protocol, protocol == Protocol.POP3 ? stand.sandbox.pop3Port() : stand.sandbox.imapPort());
        List<MailId> ids = folder.list();
        assertThat(ids).hasSize(odd.size());
        int read = 0;
        for (MailId id : ids) {
            try {
                folder.head(id);
                read += folder.read(id, email -> {
                            for (Document document : email.attachments()) {
                                try (InputStream in = document.open()) {
                                    in.transferTo(java.io.OutputStream.nullOutputStream());
                                }
                            }
                        })
                        ? 1
                        : 0;
            } catch (EmailException e) {
                assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.MESSAGE);
            }
        }
        assertThat(read).isGreaterThan(5);
        assertThat(stand.sandbox.exchange().connections()).hasSize(1);
    }

    @Test
    void silentServer_isTemporary() {
        try (FaultProxy proxy = stand.sandbox.proxy(Protocol.IMAP)) {
            proxy.silence(After.opening());
            MailFolder folder = stand.imap("INBOX", proxy.port(), Duration.ofSeconds(1));
            assertThatThrownBy(folder::check)
                    .isInstanceOfSatisfying(
                            EmailException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TEMPORARY));
        }
    }
}

package io.posthorn.email.internal;

import io.posthorn.email.Disposition;
import io.posthorn.email.Document;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.Login;
import io.posthorn.email.MailFolder;
import io.posthorn.email.MailId;
import io.posthorn.email.Protocol;
import io.posthorn.email.ReceivedEmail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Working through the mails of a folder. */
class MailFolderTest {

    private FolderStand stand;

    @BeforeEach
    void start() {
        stand = new FolderStand();
    }

    @AfterEach
    void stop() {
        stand.close();
    }

    private MailFolder folder(Protocol protocol) {
        return protocol == Protocol.POP3 ? stand.pop3() : stand.imap();
    }

    private static List<String> subjects(MailFolder folder) {
        return folder.list().stream()
                .map(id -> folder.head(id).orElseThrow().subject())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"IMAP", "POP3"})
    void mails_areListedOldestFirst_andReadByTheirIds(Protocol protocol) {
        stand.deliver("One");
        stand.deliver("Two");
        MailFolder folder = folder(protocol);
        List<MailId> ids = folder.list();
        assertThat(ids).hasSize(2).allMatch(id -> id.size() > 50);
        assertThat(subjects(folder)).containsExactly("One", "Two");
        List<String> texts = new ArrayList<>();
        for (MailId id : ids) {
            assertThat(folder.read(id, email -> texts.add(email.text().strip())))
                    .isTrue();
        }
        assertThat(texts).containsExactly("Hello One", "Hello Two");
    }

    @ParameterizedTest
    @EnumSource(names = {"IMAP", "POP3"})
    void head_hasHeadersAndNothingElse(Protocol protocol) {
        stand.deliverRaw(
                "From: Anna <anna@contoso.test>\r\nSubject: =?UTF-8?Q?M=C3=A4rz?=\r\nMessage-ID: <1@x.test>\r\n"
                        + "X-Own: value\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n"
                        + "--b\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nattached\r\n--b--\r\n");
        MailFolder folder = folder(protocol);
        MailId id = folder.list().get(0);
        ReceivedEmail head = folder.head(id).orElseThrow();
        assertThat(head.subject()).isEqualTo("März");
        assertThat(head.messageId()).isEqualTo("<1@x.test>");
        assertThat(head.header("x-own")).containsExactly("value");
        assertThat(head.text()).isEmpty();
        assertThat(head.attachments()).isEmpty();
        List<String> octets = new ArrayList<>();
        assertThat(folder.read(id, email -> {
                    for (Document document : email.attachments()) {
                        try (InputStream in = document.open()) {
                            octets.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                        }
                    }
                }))
                .isTrue();
        assertThat(octets).containsExactly("attached");
    }

    @Test
    void nothing_isMarkedAsRead_byReading() {
        stand.deliver("One");
        MailFolder folder = stand.imap();
        MailId id = folder.list().get(0);
        assertThat(folder.head(id).orElseThrow().isUnread()).isTrue();
        folder.read(id, email -> assertThat(email.isUnread()).isTrue());
        assertThat(stand.imap().head(id).orElseThrow().isUnread()).isTrue();
        folder.dispose(id, Disposition.MARK_READ);
        assertThat(stand.imap().head(id).orElseThrow().isUnread()).isFalse();
    }

    @Test
    void password_isGoodEnough() {
        stand.deliver("One");
        Login login = new Login.Password(stand.stand.alice.address(), stand.stand.alice.password());
        MailFolder folder = stand.open("INBOX", Protocol.IMAP, stand.sandbox.imapPort(), FolderStand.PATIENCE, login);
        assertThat(subjects(folder)).containsExactly("One");
    }

    @Test
    void everything_happensOnOneConnection() {
        stand.deliver("One");
        MailFolder folder = stand.imap();
        folder.check();
        folder.check();
        assertThat(stand.heard("NOOP")).isEqualTo(1);
        MailId id = folder.list().get(0);
        folder.head(id);
        folder.read(id, email -> {});
        folder.dispose(id, Disposition.moveTo("Done"));
        assertThat(folder.list()).isEmpty();
        assertThat(stand.sandbox.exchange().connections()).hasSize(1);
        folder.close();
        assertThat(stand.heard("LOGOUT")).isEqualTo(1);
        assertThat(stand.sandbox.exchange().openConnections(io.posthorn.sandbox.Protocol.IMAP, stand.stand.alice))
                .isZero();
    }

    @Test
    void headers_areFetchedInBatches_andNotTwice() {
        for (int i = 0; i < 60; i++) {
            stand.deliver("Mail " + i);
        }
        MailFolder folder = stand.imap();
        List<MailId> ids = folder.list();
        for (MailId id : ids) {
            folder.head(id);
            folder.read(id, email -> {});
        }
        assertThat(stand.heard("FETCH .*BODY.PEEK\\[HEADER\\].*")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"IMAP", "POP3"})
    void deletedMail_isGone_andNoOther(Protocol protocol) {
        stand.deliver("One");
        stand.deliver("Two");
        MailFolder folder = folder(protocol);
        MailId one = folder.list().get(0);
        folder.dispose(one, Disposition.DELETE);
        assertThat(folder.head(one)).isEmpty();
        assertThat(folder.read(one, email -> {})).isFalse();
        folder.dispose(one, Disposition.DELETE);
        folder.settle();
        assertThat(stand.subjects("INBOX")).containsExactly("Two");
        assertThat(subjects(folder)).containsExactly("Two");
    }

    @Test
    void pop3_showsNewMail_inTheNextList() {
        MailFolder folder = stand.pop3();
        assertThat(folder.list()).isEmpty();
        stand.deliver("One");
        assertThat(subjects(folder)).containsExactly("One");
        assertThat(folder.canAwait()).isFalse();
        assertThatThrownBy(() -> folder.dispose(folder.list().get(0), Disposition.moveTo("Done")))
                .isInstanceOfSatisfying(
                        EmailException.class, e -> assertThat(e.kind()).isEqualTo(Kind.APPLICATION));
        folder.check();
        folder.check();
    }

    @Test
    void move_makesTheFolder() {
        stand.deliver("One");
        MailFolder folder = stand.imap();
        folder.dispose(folder.list().get(0), Disposition.moveTo("Done"));
        assertThat(stand.subjects("Done")).containsExactly("One");
        assertThat(stand.subjects("INBOX")).isEmpty();
    }

    @Test
    void goneMails_areNoFailure() {
        for (int i = 0; i < 4; i++) {
            stand.deliver("Mail " + i);
        }
        MailFolder folder = stand.imap();
        List<MailId> ids = folder.list();
        stand.sandbox.exchange().deleteAway(stand.stand.alice, 1);
        assertThat(folder.head(ids.get(0))).isEmpty();
        assertThat(folder.head(ids.get(1))).isPresent();
        stand.sandbox.exchange().moveAway(stand.stand.alice, 1, "Elsewhere");
        assertThat(folder.read(ids.get(1), email -> {
                    throw new AssertionError("it is gone");
                }))
                .isFalse();
        stand.sandbox.exchange().deleteAway(stand.stand.alice, 1);
        folder.dispose(ids.get(2), Disposition.moveTo("Done"));
        assertThat(folder.moveWithHeader(ids.get(2), "Done", "X-Reason", "none"))
                .isFalse();
        assertThat(subjects(folder)).containsExactly("Mail 3");
        assertThat(stand.subjects("Done")).isEmpty();
    }

    @Test
    void idsOfAnotherValidity_nameNothing() {
        stand.deliver("One");
        MailFolder folder = stand.imap();
        MailId old = folder.list().get(0);
        stand.sandbox.exchange().changeUidValidity(stand.stand.alice);
        assertThatThrownBy(folder::check).isInstanceOf(EmailException.class);
        assertThat(folder.head(old)).isEmpty();
        assertThat(folder.read(old, email -> {})).isFalse();
        folder.dispose(old, Disposition.DELETE);
        assertThat(folder.moveWithHeader(old, "Done", "X-Reason", "none")).isFalse();
        MailId now = folder.list().get(0);
        assertThat(now.validity()).isNotEqualTo(old.validity());
        assertThat(folder.head(now)).isPresent();
    }

    @Test
    void missingFolder_isNamed_withThoseThatAreThere() {
        MailFolder folder = stand.imap("Invoices");
        assertThatThrownBy(folder::check).isInstanceOfSatisfying(EmailException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.APPLICATION);
            assertThat(e.getMessage()).contains("no folder 'Invoices'", "INBOX");
        });
        stand.deliver("One");
        stand.sandbox.exchange().moveAway(stand.stand.alice, 1, "Invoices");
        assertThat(subjects(folder)).containsExactly("One");
    }

    @Test
    void moreMailsThanOnePiece_areListed() throws Exception {
        stand.deliver("Mail 0");
        stand.deliver("Mail 1");
        stand.deliver("Mail 2");
        stand.doubleInbox(9); // a listing asks for a thousand at a time
        MailFolder folder = stand.imap();
        List<MailId> ids = folder.list();
        assertThat(ids).hasSize(3 << 9).doesNotHaveDuplicates();
        assertThat(folder.head(ids.get(1_000)).orElseThrow().subject()).isEqualTo("Mail 1");
        assertThat(folder.head(ids.get(1_001)).orElseThrow().subject()).isEqualTo("Mail 2");
    }

    @Test
    void handlersOwnFailure_isPassedOn() {
        stand.deliver("One");
        MailFolder folder = stand.imap();
        MailId id = folder.list().get(0);
        assertThatThrownBy(() -> folder.read(id, email -> {
                    throw new IllegalStateException("mine");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("mine");
        assertThatThrownBy(() -> folder.read(id, email -> {
                    throw new IOException("disk full");
                }))
                .isInstanceOfSatisfying(EmailException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.MESSAGE);
                    assertThat(e).hasRootCauseMessage("disk full");
                });
        assertThat(folder.read(id, email -> {})).isTrue();
    }

    @Test
    void moveWithHeader_keepsTheMail_withOneHeaderMore() {
        String mail = "From: Anna <anna@contoso.test>\r\nSubject: One\r\nMessage-ID: <1@x.test>\r\n\r\n"
                + "Zeile mit ümläut\r\n" + "x".repeat(2_000) + "\r\n";
        stand.deliverRaw(mail);
        MailFolder folder = stand.imap();
        MailId id = folder.list().get(0);
        folder.dispose(id, Disposition.MARK_READ);
        assertThat(folder.moveWithHeader(id, "Failed", "X-Reason", "too\r\nX-Evil: yes\r\n\r\nlarge ü".repeat(9)))
                .isTrue();
        assertThat(stand.mails("INBOX")).isEmpty();
        String moved = stand.mails("Failed").get(0);
        assertThat(moved).startsWith("X-Reason: ").endsWith(mail).doesNotContain("\nX-Evil");
        MailFolder failed = stand.imap("Failed");
        ReceivedEmail head = failed.head(failed.list().get(0)).orElseThrow();
        assertThat(head.isUnread()).isFalse();
        assertThat(head.header("X-Reason").get(0)).startsWith("too X-Evil: yes large ütoo");
        assertThat(head.subject()).isEqualTo("One");
    }

    @Test
    void wrongArguments_areRefused() {
        assertThatThrownBy(() -> stand.imap(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> stand.imap("INBOX", 993, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> stand.open(
                        "Done", Protocol.POP3, 995, FolderStand.PATIENCE, new Login.Password("alice", "secret")))
                .isInstanceOf(EmailException.class)
                .hasMessageContaining("POP3 has no folder but INBOX");
        stand.deliver("One");
        MailFolder folder = stand.imap();
        MailId id = folder.list().get(0);
        assertThatThrownBy(() -> folder.moveWithHeader(id, "Done", "X Evil:", "value"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> folder.dispose(id, Disposition.moveTo("inbox")))
                .isInstanceOf(EmailException.class)
                .hasMessageContaining("cannot be moved to where they are");
        folder.close();
        assertThatThrownBy(folder::list).isInstanceOf(EmailException.class).hasMessageContaining("closed");
    }
}

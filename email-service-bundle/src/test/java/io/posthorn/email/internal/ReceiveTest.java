package io.posthorn.email.internal;

import io.posthorn.email.Disposition;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailService;
import io.posthorn.email.Query;
import io.posthorn.sandbox.FaultProxy;
import io.posthorn.sandbox.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Which mails come, and what becomes of them. */
class ReceiveTest {

    private Stand stand;
    private EmailService service;

    @BeforeEach
    void start() {
        stand = new Stand();
        service = stand.service();
    }

    @AfterEach
    void stop() {
        stand.close();
    }

    private void deliver(String from, String subject) {
        deliver("From: " + from + "\r\nSubject: " + subject + "\r\nMessage-ID: <" + subject.hashCode()
                + "@elsewhere.test>\r\n\r\nHello\r\n");
    }

    private void deliver(String mail) {
        stand.sandbox.deliver(stand.alice, mail.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> subjects(Query query) {
        return subjects(service, query);
    }

    private static List<String> subjects(EmailService service, Query query) {
        List<String> subjects = new ArrayList<>();
        service.receive(query, email -> subjects.add(email.subject()));
        return subjects;
    }

    private EmailService pop3() {
        return stand.service("receive.protocol", "POP3", "receive.port", String.valueOf(stand.sandbox.pop3Port()));
    }

    private EmailService through(FaultProxy proxy) {
        return stand.service("receive.port", String.valueOf(proxy.port()));
    }

    private List<String> folder(String name) {
        return stand.sandbox.exchange().messages(stand.alice, name).stream()
                .map(message -> new String(message, StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.startsWith("Subject: "))
                        .findFirst()
                        .orElse("")
                        .substring(9))
                .toList();
    }

    /** Makes the folder, with one mail in it. */
    private void makeFolder(String name) {
        deliver("filler@elsewhere.test", "Filler of " + name);
        stand.sandbox.exchange().moveAway(stand.alice, 1, name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"IMAP", "POP3"})
    void conditions_allHold_inAnyCase(String protocol) {
        deliver("Anna <anna@contoso.test>", "Invoice 1");
        deliver("bob@contoso.test", "INVOICE 2");
        deliver("anna@contoso.test", "Other");
        deliver("anna@contoso.test", "An invoice 3");
        EmailService some = protocol.equals("POP3") ? pop3() : service;
        Query invoices = Query.newest().withSubject("invoice");
        assertThat(subjects(some, invoices)).containsExactly("An invoice 3", "INVOICE 2", "Invoice 1");
        assertThat(subjects(some, invoices.withSender("ANNA@"))).containsExactly("An invoice 3", "Invoice 1");
        assertThat(subjects(some, invoices.withSender("anna@").withLimit(1))).containsExactly("An invoice 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"IMAP", "POP3"})
    void textsInOtherScripts_areFound(String protocol) {
        deliver("anna@contoso.test", "=?UTF-8?B?UmVjaG51bmcgZsO8ciBNw6Ryeg==?=");
        deliver("anna@contoso.test", "Invoice");
        EmailService some = protocol.equals("POP3") ? pop3() : service;
        assertThat(subjects(some, Query.newest().withSubject("für märz"))).containsExactly("Rechnung für März");
    }

    @Test
    void charsetThatTheServerDoesNotKnow_isSearchedForHere() {
        deliver("anna@contoso.test", "=?UTF-8?B?UmVjaG51bmcgZsO8ciBNw6Ryeg==?=");
        deliver("anna@contoso.test", "Invoice");
        for (int i = 0; i < 2; i++) { // UTF-8, and the platform's own charset
            stand.sandbox.exchange().answer(Protocol.IMAP, "SEARCH", "NO [BADCHARSET (US-ASCII)] unknown charset");
        }
        assertThat(subjects(Query.newest().withSubject("MÄRZ"))).containsExactly("Rechnung für März");
    }

    @Test
    void unread_isWhatNobodyHasMarked() {
        deliver("anna@contoso.test", "One");
        deliver("anna@contoso.test", "Two");
        assertThat(subjects(Query.newest().withSubject("One").then(Disposition.MARK_READ)))
                .containsExactly("One");
        assertThat(subjects(Query.newest().onlyUnread())).containsExactly("Two");
        assertThat(subjects(Query.newest())).containsExactly("Two", "One");
    }

    @Test
    void since_isExact_thoughServersSearchForDays() {
        deliver("anna@contoso.test", "Now");
        assertThat(subjects(Query.newest().since(Instant.now().minus(Duration.ofMinutes(5)))))
                .containsExactly("Now");
        assertThat(subjects(Query.newest().since(Instant.now().plus(Duration.ofMinutes(5)))))
                .isEmpty();
    }

    @Test
    void since_isTheDateHeaderWithPop3() {
        deliver("Subject: Old\r\nDate: Mon, 02 Mar 2026 10:00:00 +0100\r\n\r\n");
        deliver("Subject: New\r\nDate: Mon, 02 Mar 2026 10:00:01 +0100\r\n\r\n");
        deliver("Subject: Undated\r\nDate: once upon a time\r\n\r\n");
        assertThat(subjects(pop3(), Query.newest().since(Instant.parse("2026-03-02T09:00:01Z"))))
                .containsExactly("New");
    }

    @ParameterizedTest
    @ValueSource(strings = {"IMAP", "POP3"})
    void size_isALimit(String protocol) {
        deliver("Subject: Small\r\n\r\nx\r\n");
        deliver("Subject: Large\r\n\r\n" + "x\r\n".repeat(1_000));
        EmailService some = protocol.equals("POP3") ? pop3() : service;
        assertThat(subjects(some, Query.newest().upTo(1_000))).containsExactly("Small");
        assertThat(subjects(some, Query.newest().upTo(10_000))).containsExactly("Large", "Small");
    }

    @Test
    void otherFolder_isRead() {
        makeFolder("Archive");
        deliver("anna@contoso.test", "In the inbox");
        assertThat(subjects(Query.newest().inFolder("Archive"))).containsExactly("Filler of Archive");
    }

    @Test
    void missingFolder_isNamed_withThoseThatAreThere() {
        makeFolder("Archive");
        assertThatThrownBy(() -> subjects(Query.newest().inFolder("Archiv")))
                .isInstanceOfSatisfying(
                        EmailException.class, e -> assertThat(e.kind()).isEqualTo(Kind.APPLICATION))
                .hasMessageStartingWith("The mailbox has no folder 'Archiv'. Give the full name of one that it has: ")
                .hasMessageContaining("Archive, ")
                .hasMessageContaining("INBOX");
        deliver("anna@contoso.test", "Stays");
        assertThatThrownBy(() -> subjects(Query.newest().then(Disposition.moveTo("Nowhere"))))
                .hasMessageContaining("no folder 'Nowhere'");
        assertThat(folder("INBOX")).containsExactly("Stays");
    }

    @Test
    void moved_goesToTheOtherFolder_mailByMail() {
        makeFolder("Done");
        deliver("anna@contoso.test", "One");
        deliver("anna@contoso.test", "Two");
        List<String> there = new ArrayList<>();
        int count = service.receive(Query.newest().then(Disposition.moveTo("Done")), email -> {
            there.addAll(folder("Done"));
            assertThat(email.isUnread()).isTrue();
        });
        assertThat(count).isEqualTo(2);
        assertThat(there).containsExactly("Filler of Done", "Filler of Done", "Two");
        assertThat(folder("INBOX")).isEmpty();
        assertThat(stand.sandbox.dialogue()).anyMatch(line -> line.contains("UID MOVE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOVE", "MOVE UIDPLUS"})
    void moved_withoutMove_isCopiedAndRemoved(String missing) throws Exception {
        makeFolder("Done");
        deliver("anna@contoso.test", "One");
        deliver("anna@contoso.test", "Two");
        try (FaultProxy proxy = stand.sandbox.proxy(Protocol.IMAP).without(missing.split(" "))) {
            assertThat(subjects(
                            through(proxy), Query.newest().withSubject("One").then(Disposition.moveTo("Done"))))
                    .containsExactly("One");
        }
        assertThat(folder("INBOX")).containsExactly("Two");
        assertThat(folder("Done")).containsExactly("Filler of Done", "One");
        assertThat(stand.sandbox.dialogue()).noneMatch(line -> line.contains("UID MOVE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"IMAP", "POP3"})
    void deleted_isGone_andNothingElse(String protocol) {
        deliver("anna@contoso.test", "One");
        deliver("anna@contoso.test", "Two");
        EmailService some = protocol.equals("POP3") ? pop3() : service;
        assertThat(subjects(some, Query.newest().withSubject("One").then(Disposition.DELETE)))
                .containsExactly("One");
        assertThat(folder("INBOX")).containsExactly("Two");
    }

    /** Trap 11: what is marked before the work is done is lost when the work fails. */
    @ParameterizedTest
    @ValueSource(strings = {"IMAP", "POP3"})
    void handlerThatFails_leavesItsMailAndTheRest(String protocol) {
        deliver("anna@contoso.test", "One");
        deliver("anna@contoso.test", "Two");
        deliver("anna@contoso.test", "Three");
        EmailService some = protocol.equals("POP3") ? pop3() : service;
        assertThatThrownBy(() -> some.receive(Query.newest().then(Disposition.DELETE), email -> {
                    if (email.subject().equals("Two")) {
                        throw new IOException("my disk is full");
                    }
                }))
                .isInstanceOfSatisfying(
                        EmailException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MESSAGE))
                .hasMessageEndingWith("A received mail could not be taken: my disk is full");
        assertThat(folder("INBOX")).containsExactly("One", "Two");
    }

    @Test
    void mailThatAnotherClientMoves_isNoError() {
        deliver("anna@contoso.test", "One");
        deliver("anna@contoso.test", "Two");
        deliver("anna@contoso.test", "Three");
        List<String> subjects = new ArrayList<>();
        int count = service.receive(Query.newest().then(Disposition.DELETE), email -> {
            subjects.add(email.subject());
            if (email.subject().equals("Three")) {
                stand.sandbox.exchange().moveAway(stand.alice, 2, "Elsewhere"); // Two, before it is read
                stand.sandbox.exchange().moveAway(stand.alice, 2, "Elsewhere"); // Three, before it is deleted
            }
        });
        assertThat(subjects).containsExactly("Three", "One");
        assertThat(count).isEqualTo(2);
        assertThat(folder("INBOX")).isEmpty();
        assertThat(folder("Elsewhere")).containsExactly("Two", "Three");
    }

    /** Trap 15. */
    @Test
    void mailThatIsFoundAndNotShown_isAskedForAgain_andSkipped() {
        deliver("anna@contoso.test", "One");
        stand.sandbox.exchange().answer(Protocol.IMAP, "FETCH", "OK FETCH completed.");
        assertThat(subjects(Query.newest())).containsExactly("One");
        stand.sandbox.exchange().answer(Protocol.IMAP, "FETCH", "OK FETCH completed.");
        stand.sandbox.exchange().answer(Protocol.IMAP, "FETCH", "OK FETCH completed.");
        assertThat(subjects(Query.newest())).isEmpty();
        assertThat(subjects(Query.newest())).containsExactly("One");
    }

    @Test
    void handler_mayReceiveItself() {
        deliver("anna@contoso.test", "One");
        List<String> inner = new ArrayList<>();
        service.receive(Query.newest(), outer -> service.receive(Query.newest(), email -> inner.add(email.subject())));
        assertThat(inner).containsExactly("One");
    }

    @Test
    void whatPop3CanNotDo_isRefusedBeforeAnythingIsRead() {
        EmailService pop3 = pop3();
        refused(
                pop3,
                Query.newest().inFolder("Archive"),
                "POP3 has no folder but INBOX; the query asks for 'Archive'.");
        refused(pop3, Query.newest().onlyUnread(), "POP3 does not tell which mails are unread.");
        refused(pop3, Query.newest().then(Disposition.MARK_READ), "POP3 cannot mark mails as read.");
        refused(pop3, Query.newest().then(Disposition.moveTo("A")), "POP3 cannot move mails.");
        assertThat(stand.sandbox.loginAttempts()).isEmpty();
    }

    private static void refused(EmailService service, Query query, String words) {
        assertThatThrownBy(() -> subjects(service, query))
                .isInstanceOfSatisfying(
                        EmailException.class, e -> assertThat(e.kind()).isEqualTo(Kind.APPLICATION))
                .hasMessageStartingWith(words);
    }

    @Test
    void command_leavesMails_unlessToldOtherwise() throws Exception {
        makeFolder("Archive");
        deliver("anna@contoso.test", "One");
        try (Shell shell = new Shell(service)) {
            assertThat(shell.run("mail:receive --unread --since 2026-01-01")).contains("  One");
            assertThat(shell.run("mail:receive --mark-read")).contains("  One");
            assertThat(shell.run("mail:receive --unread"))
                    .isEqualTo("No mail matches. The INBOX was opened and searched.\n");
            assertThat(shell.run("mail:receive --move Archive")).contains("  One");
            assertThat(shell.run("mail:receive --folder Archive --subject One --delete"))
                    .contains("  One");
        }
        assertThat(folder("INBOX")).isEmpty();
        assertThat(folder("Archive")).containsExactly("Filler of Archive");
    }

    /** The example of the README. */
    @Test
    void readmeExample_works() {
        makeFolder("Done");
        deliver("anna@contoso.test", "Invoice 7");
        Query query = Query.newest()
                .withSubject("invoice")
                .onlyUnread()
                .withLimit(100)
                .then(Disposition.moveTo("Done"));
        int count = service.receive(query, email -> {
            // A mail is moved once this returns. If it throws, the mail and the rest stay where they are.
            System.out.println(email.from() + " " + email.subject() + " " + email.attachments());
        });
        assertThat(count).isEqualTo(1);
        assertThat(folder("Done")).contains("Invoice 7");
    }
}

package io.posthorn.email.internal;

import io.posthorn.email.Disposition;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailService;
import io.posthorn.email.Query;
import io.posthorn.sandbox.After;
import io.posthorn.sandbox.Direction;
import io.posthorn.sandbox.FaultProxy;
import io.posthorn.sandbox.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** The connection is cut after every single line of a receive, in both directions. */
class ReceiveCutTest {

    private static final int MAILS = 2;

    private Stand stand;

    @BeforeEach
    void start() {
        stand = new Stand();
    }

    @AfterEach
    void stop() {
        stand.close();
    }

    @Test
    void imapMove_cutAfterEveryLineOfTheServer_losesNothing() {
        cutEverywhere(Protocol.IMAP, Direction.TO_CLIENT, Disposition.moveTo("Done"));
    }

    @Test
    void imapMove_cutAfterEveryLineOfTheClient_losesNothing() {
        cutEverywhere(Protocol.IMAP, Direction.TO_SERVER, Disposition.moveTo("Done"));
    }

    @Test
    void imapDelete_cutAfterEveryLineOfTheClient_losesNothing() {
        cutEverywhere(Protocol.IMAP, Direction.TO_SERVER, Disposition.DELETE);
    }

    @Test
    void pop3Delete_cutAfterEveryLineOfTheServer_losesNothing() {
        cutEverywhere(Protocol.POP3, Direction.TO_CLIENT, Disposition.DELETE);
    }

    @Test
    void pop3Delete_cutAfterEveryLineOfTheClient_losesNothing() {
        cutEverywhere(Protocol.POP3, Direction.TO_SERVER, Disposition.DELETE);
    }

    private void cutEverywhere(Protocol protocol, Direction direction, Disposition disposition) {
        deliver("Filler");
        stand.sandbox.exchange().moveAway(stand.alice, 1, "Done");
        int cuts = 0;
        try (FaultProxy proxy = stand.sandbox.proxy(protocol)) {
            EmailService broken = service(protocol, proxy.port());
            EmailService whole =
                    service(protocol, protocol == Protocol.POP3 ? stand.sandbox.pop3Port() : stand.sandbox.imapPort());
            while (!cutOnce(proxy, After.lines(direction, cuts + 1), broken, whole, disposition)) {
                cuts++;
                assertThat(cuts).isLessThan(500);
            }
        }
        assertThat(cuts).isGreaterThan(5);
    }

    private void deliver(String subject) {
        String mail = "From: anna@contoso.test\r\nSubject: " + subject + "\r\nMessage-ID: <" + subject
                + "@elsewhere.test>\r\n\r\nHello\r\nand more\r\n";
        stand.sandbox.deliver(stand.alice, mail.getBytes(StandardCharsets.UTF_8));
    }

    private boolean cutOnce(
            FaultProxy proxy, After moment, EmailService broken, EmailService whole, Disposition disposition) {
        Set<String> sent = new HashSet<>();
        for (int i = 0; i < MAILS; i++) {
            String subject = "mail-" + moment.lines() + "-" + i;
            deliver(subject);
            sent.add(subject);
        }
        List<String> taken = new ArrayList<>();
        proxy.cut(moment);
        boolean through = receive(broken, disposition, taken, moment);
        assertThat(taken).as("taken at most once in one call, %s", moment).doesNotHaveDuplicates();
        Set<String> left = left(sent);
        assertThat(sent.stream().filter(subject -> !left.contains(subject)))
                .as("only what was taken is gone, %s", moment)
                .isSubsetOf(taken);
        if (through) {
            assertThat(left).as("a success is a success, %s", moment).isEmpty();
        }
        List<String> later = new ArrayList<>();
        assertThat(receive(whole, disposition, later, moment)).isTrue();
        Set<String> all = new HashSet<>(taken);
        all.addAll(later);
        // The server may have done its last command only after the cut: what it has moved by then was taken.
        assertThat(all).as("nothing is lost, %s", moment).isEqualTo(sent);
        assertThat(left).as("nothing comes from nowhere, %s", moment).containsAll(later);
        // Between STORE and EXPUNGE a mail was taken and is marked as deleted; it does not come again.
        assertThat(taken).as("what stays was taken, %s", moment).containsAll(left(sent));
        return through;
    }

    private static boolean receive(EmailService service, Disposition disposition, List<String> taken, After moment) {
        try {
            int count = service.receive(
                    Query.newest().withLimit(1_000).then(disposition), email -> taken.add(email.subject()));
            assertThat(count).isEqualTo(taken.size());
            return true;
        } catch (EmailException e) {
            assertThat(e.kind()).as("%s: %s", moment, e.getMessage()).isEqualTo(Kind.TEMPORARY);
            assertThat(e.retryAfter()).as("%s: %s", moment, e.getMessage()).isPresent();
            return false;
        }
    }

    private EmailService service(Protocol protocol, int port) {
        return stand.service("receive.protocol", protocol.name(), "receive.port", String.valueOf(port));
    }

    private Set<String> left(Set<String> sent) {
        Set<String> left = new HashSet<>(left());
        left.retainAll(sent);
        return left;
    }

    private List<String> left() {
        return stand.sandbox.messages(stand.alice).stream()
                .map(message -> new String(message, StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.startsWith("Subject: "))
                        .findFirst()
                        .orElseThrow()
                        .substring(9))
                .toList();
    }
}

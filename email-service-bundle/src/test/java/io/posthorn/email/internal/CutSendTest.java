package io.posthorn.email.internal;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailService;
import io.posthorn.sandbox.After;
import io.posthorn.sandbox.Direction;
import io.posthorn.sandbox.FaultProxy;
import io.posthorn.sandbox.Protocol;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** The connection cut after every single line of a send: what the caller is told is what has happened. */
class CutSendTest {

    private static final int MORE_THAN_ALL = 120;

    private static Stand stand;
    private static int mails;

    @BeforeAll
    static void start() {
        stand = new Stand();
        stand.sandbox.exchange().limits().messagesPerMinute(100_000);
    }

    @AfterAll
    static void stop() {
        stand.close();
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void cutAfterEachLineOfAColdSend_isToldAsItIs(Direction direction) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        int line = 0;
        for (boolean whole = false; !whole; line++) {
            assertThat(line).isLessThan(MORE_THAN_ALL);
            whole = sendCutAfter(direction, line, kinds);
        }
        assertThat(kinds).contains(Kind.TEMPORARY);
        assertThat(line).as("every line of the dialogue was tried").isGreaterThan(8);
    }

    /** @return whether the mail got through, since the cut comes later than its end */
    private boolean sendCutAfter(Direction direction, int line, Set<Kind> kinds) {
        String subject = "cold-" + mails++;
        try (FaultProxy proxy = stand.sandbox.proxy(Protocol.SMTP).cut(After.lines(direction, line))) {
            EmailService service = stand.service("smtp.port", String.valueOf(proxy.port()));
            try {
                service.send(mail(subject));
                assertThat(arrived(subject)).isEqualTo(1);
                return true;
            } catch (EmailException e) {
                kinds.add(e.kind());
                switch (e.kind()) {
                    case TEMPORARY -> {
                        assertThat(arrived(subject)).as(e.getMessage()).isZero();
                        assertThat(e.retryAfter()).isPresent();
                    }
                    case IN_DOUBT -> assertThat(arrived(subject)).isLessThanOrEqualTo(1);
                    default -> fail("After line " + line + " " + direction + ": " + e.getMessage());
                }
                return false;
            }
        }
    }

    /**
     * On a kept connection each cut before the data is healed by a new one. What goes out in the data may have been the end
     * of it, as far as this side can tell.
     */
    @ParameterizedTest
    @EnumSource(Direction.class)
    void cutAfterEachLineOfAWarmSend_isHealedOrInDoubt(Direction direction) {
        int first = linesOfOneSend(direction);
        int healed = 0;
        for (int line = first; line < first + 25; line++) {
            String subject = "warm-" + direction + "-" + line;
            try (FaultProxy proxy = stand.sandbox.proxy(Protocol.SMTP).cut(After.lines(direction, line))) {
                EmailService service = stand.service("smtp.port", String.valueOf(proxy.port()));
                service.send(mail("before " + subject));
                proxy.heal(); // for the connection that follows
                service.send(mail(subject));
                assertThat(arrived(subject)).isEqualTo(1);
                healed++;
            } catch (EmailException e) {
                assertThat(e.kind()).as(subject + ": " + e.getMessage()).isEqualTo(Kind.IN_DOUBT);
                assertThat(arrived(subject)).isLessThanOrEqualTo(1);
            }
        }
        assertThat(healed).isGreaterThanOrEqualTo(3);
    }

    private int linesOfOneSend(Direction direction) {
        for (int line = 1; ; line++) {
            assertThat(line).isLessThan(MORE_THAN_ALL);
            if (sendCutAfter(direction, line, EnumSet.noneOf(Kind.class))) {
                return line;
            }
        }
    }

    private static Email mail(String subject) {
        return Email.builder()
                .from(stand.alice.address())
                .to(stand.alice.address())
                .subject(subject)
                .text("A line.\r\n.\r\nAnother line.")
                .attachment(Document.of("a.bin", "", new byte[200]))
                .build();
    }

    private static long arrived(String subject) {
        return stand.sandbox.messages(stand.alice).stream()
                .map(message -> new String(message, StandardCharsets.UTF_8))
                .filter(message -> message.contains("Subject: " + subject + "\r\n"))
                .count();
    }
}

package io.posthorn.sandbox.internal.mail;

import io.posthorn.sandbox.User;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The IMAP sessions that are logged in, and the mailboxes that they can not use for now. */
public final class ImapSessions {
    static final String TOKEN_EXPIRED = "* BYE Session invalidated - AccessTokenExpired";

    private final Set<ImapRelay> sessions = ConcurrentHashMap.newKeySet();
    private final Set<String> unreachable = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> throttled = new ConcurrentHashMap<>();

    ImapSessions() {}

    void run(ImapRelay session) throws IOException {
        sessions.add(session);
        try {
            session.run();
        } finally {
            sessions.remove(session);
        }
    }

    /** Ends all sessions as if their tokens had expired. */
    public void expireAll() {
        end(admission -> true, TOKEN_EXPIRED);
    }

    /** Ends the sessions whose tokens have expired, also those that idle. */
    void endExpired(Instant now) {
        end(admission -> !now.isBefore(admission.until()), TOKEN_EXPIRED);
    }

    /** Ends the sessions in this mailbox, as when Exchange moves it. */
    public void drop(User mailbox) {
        end(admission -> admission.mailbox().equals(mailbox), "* BYE Connection is closed. 13");
    }

    private void end(Predicate<Admission> which, String bye) {
        for (ImapRelay session : sessions) {
            if (which.test(session.admission()) && sessions.remove(session)) {
                session.bye(bye);
            }
        }
    }

    /** Logins succeed, and commands find no mailbox. */
    public void unreachable(User mailbox, boolean on) {
        if (on) {
            unreachable.add(mailbox.address());
        } else {
            unreachable.remove(mailbox.address());
        }
    }

    boolean unreachable(User mailbox) {
        return unreachable.contains(mailbox.address());
    }

    /** Until then every command is refused as one too many. */
    public void throttle(User mailbox, Instant until) {
        throttled.put(mailbox.address(), until);
    }

    Optional<Long> backoffMillis(User mailbox, InstantSource clock) {
        Instant until = throttled.getOrDefault(mailbox.address(), Instant.MIN);
        Instant now = clock.instant();
        return until.isAfter(now) ? Optional.of(Duration.between(now, until).toMillis()) : Optional.empty();
    }
}

package io.posthorn.email.internal.mail.receive;

import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Waits for news by IDLE (RFC 2177). Angus could, but takes a server for dead that has not confirmed the end within what was
 * left of one read's time-out.
 */
final class ImapIdle {

    private final IMAPFolder folder;
    private final ImapNews news;
    private final ScheduledExecutorService timer;
    private final Bell bell;

    ImapIdle(IMAPFolder folder, ImapNews news, ScheduledExecutorService timer, Bell bell) {
        this.folder = folder;
        this.news = news;
        this.timer = timer;
        this.bell = bell;
    }

    /** DONE, said once, and never outside of IDLE. */
    private static final class Done implements Runnable {
        private final IMAPProtocol protocol;
        private boolean said;
        private boolean over;

        Done(IMAPProtocol protocol) {
            this.protocol = protocol;
        }

        @Override
        public synchronized void run() {
            if (!said && !over) {
                said = true;
                protocol.idleAbort();
            }
        }

        synchronized boolean said() {
            return said;
        }

        synchronized void over() {
            over = true;
        }
    }

    /** Returns when the server has confirmed the end. */
    boolean await(Duration longest) throws MessagingException {
        folder.doCommand(protocol -> {
            protocol.idleStart();
            Done done = new Done(protocol);
            Future<?> end = timer.schedule(done, longest.toMillis(), TimeUnit.MILLISECONDS);
            bell.listen(done);
            try {
                listen(protocol, done);
            } finally {
                bell.hush();
                done.over();
                end.cancel(false);
            }
            return longest;
        });
        return news.any();
    }

    /** The server owes an answer only to DONE, and has all of a read's time-out for it. */
    private void listen(IMAPProtocol protocol, Done done) throws ProtocolException {
        boolean owed = false;
        boolean more = true;
        while (more) {
            if (news.any()) {
                done.run();
            }
            Response told = protocol.readIdleResponse();
            if (isSilence(told) && !owed) {
                owed = done.said();
            } else {
                more = protocol.processIdleResponse(told);
            }
        }
    }

    private static boolean isSilence(Response told) {
        return told.isBYE() && told.isSynthetic() && told.getException() instanceof SocketTimeoutException;
    }
}

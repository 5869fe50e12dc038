package io.posthorn.email.internal.mail.wire;

import jakarta.mail.Session;
import jakarta.mail.URLName;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ParsingException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.util.MailLogger;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.SocketException;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * An IMAP store that never sends a token to a server that does not offer XOAUTH2, where Angus alone would fall back to
 * LOGIN with the token as the password; and that lives through answers which Angus cannot read.
 */
public final class GuardedImapStore extends IMAPStore {

    private final boolean tokens;
    private boolean single;
    private boolean used;
    private @Nullable Consumer<IMAPResponse> watcher;

    public GuardedImapStore(Session session, URLName url, boolean tokens) {
        super(session, url);
        this.tokens = tokens;
    }

    /**
     * For a connection that one folder has for itself: it is never replaced behind its user's back, and what the server says
     * of its own accord is told to a watcher.
     *
     * @param told untagged answers, as they come
     */
    public void watch(Consumer<IMAPResponse> told) {
        watcher = told;
        single = true;
    }

    @Override
    protected void preLogin(IMAPProtocol protocol) throws ProtocolException {
        if (tokens && !protocol.hasCapability("AUTH=XOAUTH2")) {
            throw new CommandFailedException(MailFailures.NO_MECHANISM);
        }
    }

    @Override
    protected IMAPProtocol newIMAPProtocol(String host, int port) throws IOException, ProtocolException {
        if (single && used) {
            throw new SocketException("The connection has ended");
        }
        used = true;
        Tolerant protocol = new Tolerant(name, host, port, session.getProperties(), isSSL, logger);
        protocol.watcher = watcher;
        return protocol;
    }

    /** Angus skips an answer with a ParsingException; the other two would leave the connection half-read. */
    private static final class Tolerant extends IMAPProtocol {

        private @Nullable String throttled;
        private @Nullable Consumer<IMAPResponse> watcher;

        Tolerant(String name, String host, int port, Properties properties, boolean tls, MailLogger logger)
                throws IOException, ProtocolException {
            super(name, host, port, properties, tls, logger);
        }

        @Override
        public Response readResponse() throws IOException, ProtocolException {
            try {
                return watched(noted(super.readResponse()));
            } catch (StackOverflowError e) {
                throw new ParsingException("parts nested too deeply");
            } catch (RuntimeException e) {
                throw new ParsingException("an answer that cannot be read: " + e);
            }
        }

        private Response watched(Response response) {
            if (watcher != null && response.isUnTagged() && response instanceof IMAPResponse told) {
                watcher.accept(told);
            }
            return response;
        }

        /** Exchange says how long it wants to be left alone, and hangs up with words that say nothing. */
        private Response noted(Response response) throws ProtocolException {
            if ((response.isNO() || response.isBAD()) && response.toString().contains("Suggested Backoff Time")) {
                throttled = response.toString().replaceFirst("^\\S+ (NO|BAD) ", "");
            }
            return response.isBYE() && throttled != null ? new Response("* BYE " + throttled) : response;
        }
    }
}

package io.posthorn.email.internal.mail.wire;

import jakarta.mail.Session;
import jakarta.mail.URLName;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ParsingException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.util.MailLogger;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Properties;

/**
 * An IMAP store that never sends a token to a server that does not offer XOAUTH2, where Angus alone would fall back to
 * LOGIN with the token as the password; and that lives through answers which Angus cannot read.
 */
public final class GuardedImapStore extends IMAPStore {

    private final boolean tokens;

    public GuardedImapStore(Session session, URLName url, boolean tokens) {
        super(session, url);
        this.tokens = tokens;
    }

    @Override
    protected void preLogin(IMAPProtocol protocol) throws ProtocolException {
        if (tokens && !protocol.hasCapability("AUTH=XOAUTH2")) {
            throw new CommandFailedException(MailFailures.NO_MECHANISM);
        }
    }

    @Override
    protected IMAPProtocol newIMAPProtocol(String host, int port) throws IOException, ProtocolException {
        return new Tolerant(name, host, port, session.getProperties(), isSSL, logger);
    }

    /** Angus skips an answer with a ParsingException; the other two would leave the connection half-read. */
    private static final class Tolerant extends IMAPProtocol {

        private @Nullable String throttled;

        Tolerant(String name, String host, int port, Properties properties, boolean tls, MailLogger logger)
                throws IOException, ProtocolException {
            super(name, host, port, properties, tls, logger);
        }

        @Override
        public Response readResponse() throws IOException, ProtocolException {
            try {
                return noted(super.readResponse());
            } catch (StackOverflowError e) {
                throw new ParsingException("parts nested too deeply");
            } catch (RuntimeException e) {
                throw new ParsingException("an answer that cannot be read: " + e);
            }
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

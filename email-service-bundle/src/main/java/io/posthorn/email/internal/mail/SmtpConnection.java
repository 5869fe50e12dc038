package io.posthorn.email.internal.mail;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Login;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** A connection that is logged in, and that knows when a mail's fate is unknown. */
final class SmtpConnection extends SMTPTransport {

    private boolean outcomeUnknown;

    private SmtpConnection(Session session, ConnectionSettings settings) {
        super(session, new URLName("smtp", settings.host(), settings.port(), null, null, null));
    }

    static SmtpConnection open(
            Session session, ConnectionSettings settings, @Nullable String user, @Nullable String secret)
            throws MessagingException {
        SmtpConnection connection = new SmtpConnection(session, settings);
        connection.connect(settings.host(), settings.port(), user, secret);
        if (!(settings.login() instanceof Login.None) && connection.getExtensionParameter("AUTH") == null) {
            // Angus goes on without a login where the server offers none.
            connection.close();
            throw new AuthenticationFailedException(MailFailures.NO_MECHANISM);
        }
        return connection;
    }

    /** Whether the end of the mail went out and no answer came: the server may have taken it. */
    boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        outcomeUnknown = true;
        try {
            super.finishData();
            outcomeUnknown = false;
        } catch (SMTPSendFailedException e) {
            outcomeUnknown = e.getReturnCode() <= 0;
            throw e;
        }
    }

    /** A server may refuse and hang up: then the RSET that Angus says next fails, and only the refusal counts. */
    @Override
    public synchronized void issueCommand(String command, int expected) throws MessagingException {
        try {
            super.issueCommand(command, expected);
        } catch (MessagingException e) {
            if (!command.equals("RSET")) {
                throw e;
            }
        }
    }

    /** A mail that was accepted stays accepted, however the connection ends. */
    @Override
    public synchronized void close() {
        try {
            super.close();
        } catch (MessagingException e) {
            // the server hung up first
        }
    }
}

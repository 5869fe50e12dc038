package io.posthorn.email.internal.mail.send;

import io.posthorn.email.Address;
import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.DsnRequest;
import io.posthorn.email.Email.Delivery;
import io.posthorn.email.Login;
import io.posthorn.email.RecipientOutcome;
import io.posthorn.email.RecipientOutcome.State;
import io.posthorn.email.internal.mail.compose.AddrSpec;
import io.posthorn.email.internal.mail.compose.Outgoing;
import io.posthorn.email.internal.mail.wire.Lifeline;
import io.posthorn.email.internal.mail.wire.MailFailures;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A connection that is logged in, and that holds mail transactions (RFC 5321, section 3.3) one after the other. Angus speaks
 * the protocol; the transaction is here, so that each recipient's answer is known, and whether a mail's fate is.
 */
public final class SmtpConnection extends SMTPTransport {

    private static final int OK = 250;
    private static final int CLOSING = 421;
    private static final int TOO_BUSY = 432; // Exchange, of too many connections

    /** Recipients that are sent without waiting (RFC 2920); few, so that neither side's buffers fill up. */
    private static final int FLIGHT = 50;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*");
    private static final Pattern TOO_MANY =
            Pattern.compile("452[ -]4\\.5\\.3|too many recipients", Pattern.CASE_INSENSITIVE);

    private final Lifeline lifeline;
    private boolean abandoned;
    private boolean beyondRecall;
    private boolean outcomeUnknown;

    private SmtpConnection(Session session, ConnectionSettings settings) {
        super(session, new URLName("smtp", settings.host(), settings.port(), null, null, null));
        lifeline = Lifeline.of(session);
    }

    public static SmtpConnection open(
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

    /** The server's limit on the size of a mail (RFC 1870); 0 if it has none. */
    public long largestMail() {
        String size = getExtensionParameter("SIZE");
        return size != null && NUMBER.matcher(size).matches() ? Long.parseLong(size) : 0;
    }

    /**
     * One transaction.
     *
     * @param size of the mail in octets; for the server
     * @return of each recipient; if nobody is accepted, or somebody is not and all or nothing was wanted, no data was sent
     * @throws MessagingException if the server refused, or the connection broke; then {@link #isBeyondRecall} and
     *     {@link #isOutcomeUnknown} tell how far it was
     */
    public synchronized List<RecipientOutcome> deliver(Outgoing mail, List<Address> recipients, long size)
            throws MessagingException {
        beyondRecall = false;
        outcomeUnknown = false;
        List<RecipientOutcome> outcomes = envelope(mail, recipients, size);
        boolean all = outcomes.stream().allMatch(outcome -> outcome.state() == State.ACCEPTED || isOneTooMany(outcome));
        boolean any = outcomes.stream().anyMatch(outcome -> outcome.state() == State.ACCEPTED);
        if (any && (all || mail.envelope().delivery() == Delivery.PER_RECIPIENT)) {
            write(mail);
        } else {
            issueCommand("RSET", -1);
        }
        return outcomes;
    }

    /** The data never flies with it: whether it is sent depends on the answers. */
    private List<RecipientOutcome> envelope(Outgoing mail, List<Address> recipients, long size)
            throws MessagingException {
        boolean pipelining = supportsExtension("PIPELINING");
        String mailFrom = mailFrom(mail, size);
        if (!pipelining) {
            sendCommand(mailFrom);
            endOfMailFrom(0);
        }
        List<RecipientOutcome> outcomes = new ArrayList<>();
        while (outcomes.size() < recipients.size()) {
            int first = outcomes.size();
            int end = Math.min(recipients.size(), first + (pipelining ? FLIGHT : 1));
            List<Address> flight = recipients.subList(first, end);
            List<String> commands = new ArrayList<>();
            if (pipelining && first == 0) {
                commands.add(mailFrom);
            }
            flight.forEach(recipient ->
                    commands.add(rcptTo(recipient, mail.envelope().dsn().orElse(null))));
            fly(commands);
            if (pipelining && first == 0) {
                endOfMailFrom(flight.size());
            }
            for (Address recipient : flight) {
                outcomes.add(answer(recipient));
            }
        }
        return outcomes;
    }

    /** Sends them all at once: in one packet, unless TLS begins with the first byte, where Angus shows nobody the socket. */
    private void fly(List<String> commands) throws MessagingException {
        int last = commands.size() - 1;
        lifeline.gather();
        try {
            for (String command : commands.subList(0, last)) {
                sendCommand(command);
            }
        } catch (MessagingException | RuntimeException e) {
            abandon(); // what was kept back would go out with the next mail
            throw e;
        } finally {
            lifeline.release();
        }
        sendCommand(commands.get(last));
    }

    /** @param flying commands behind it, whose answers are of no interest if it was refused */
    private void endOfMailFrom(int flying) throws MessagingException {
        int code = readServerResponse();
        if (code == OK) {
            return;
        }
        MessagingException refused = failure();
        if (code > 0 && code != CLOSING) {
            skipAnswers(flying);
            issueCommand("RSET", -1);
        }
        throw refused;
    }

    /** A server may refuse and hang up: then only the refusal counts. */
    private void skipAnswers(int count) {
        try {
            for (int i = 0; i < count && readServerResponse() > 0; i++) {}
        } catch (MessagingException e) {
            // the RSET that follows finds out, too
        }
    }

    /** Whether the server takes fewer recipients at once than there are: the rest goes into another transaction. */
    public static boolean isOneTooMany(RecipientOutcome outcome) {
        return outcome.state() == State.DEFERRED
                && TOO_MANY.matcher(outcome.serverReply()).find();
    }

    private void write(Outgoing mail) throws MessagingException {
        try {
            mail.writeTo(data());
            finishData();
        } catch (IOException e) {
            abandon(); // without the end of the data, the server takes nothing
            throw new MessagingException("The mail broke off", e);
        } catch (RuntimeException | Error e) {
            abandon();
            throw e;
        }
    }

    private String mailFrom(Outgoing mail, long size) {
        StringBuilder command =
                new StringBuilder("MAIL FROM:").append(path(mail.envelope().sender()));
        if (mail.needsSmtpUtf8()) {
            command.append(" SMTPUTF8");
            if (supportsExtension("8BITMIME")) {
                command.append(" BODY=8BITMIME");
            }
        }
        if (size > 0 && supportsExtension("SIZE")) {
            command.append(" SIZE=").append(size);
        }
        mail.envelope()
                .dsn()
                .filter(dsn -> supportsExtension("DSN"))
                .ifPresent(dsn -> command.append(" RET=").append(dsn.ret()));
        return command.toString();
    }

    private String rcptTo(Address recipient, @Nullable DsnRequest dsn) {
        String command = "RCPT TO:" + path(recipient);
        return dsn != null && supportsExtension("DSN") ? command + " NOTIFY=" + notify(dsn) : command;
    }

    private RecipientOutcome answer(Address recipient) throws MessagingException {
        int code = readServerResponse();
        if (code <= 0 || code == CLOSING) {
            throw failure();
        }
        State state = code < 300 ? State.ACCEPTED : code < 500 ? State.DEFERRED : State.REFUSED;
        return new RecipientOutcome(recipient, state, reply());
    }

    private static String notify(DsnRequest dsn) {
        return dsn.occasions().isEmpty()
                ? "NEVER"
                : dsn.occasions().stream().sorted().map(Enum::name).collect(Collectors.joining(","));
    }

    private static String path(Address address) {
        return "<" + AddrSpec.of(address).text() + ">";
    }

    private MessagingException failure() {
        return new MessagingException(getLastReturnCode() < 0 ? "EOF on socket" : reply());
    }

    /** The last one, on one line. */
    public String reply() {
        return LINE_BREAK.matcher(getLastServerResponse().strip()).replaceAll(" / ");
    }

    /** Ends the connection from any thread, also in the midst of a mail, which is not sent then. */
    public void cut() {
        lifeline.cut();
    }

    /** Ends the connection without a QUIT, which would be a line of the mail. */
    private void abandon() {
        abandoned = true;
        close();
    }

    @Override
    protected void sendCommand(String command) throws MessagingException {
        if (!abandoned) {
            super.sendCommand(command);
        }
    }

    /** Whether the end of the mail went out: then it must not be sent again without an answer. */
    public boolean isBeyondRecall() {
        return beyondRecall;
    }

    /** Angus takes a connection that ends here for a server that offers nothing. */
    @Override
    protected boolean ehlo(String domain) throws MessagingException {
        boolean taken = super.ehlo(domain);
        if (!taken && getLastReturnCode() <= 0) {
            throw failure();
        }
        return taken;
    }

    /** Whether the server has closed it, or is about to; then it is of no use any more. */
    public boolean isHungUp(MessagingException e) {
        int code = getLastReturnCode();
        return abandoned
                || code <= 0
                || code == CLOSING
                || code == TOO_BUSY
                || MailFailures.chain(e).anyMatch(IOException.class::isInstance);
    }

    /** Whether the end of the mail went out and no answer came: the server may have taken it. */
    public boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        beyondRecall = true;
        outcomeUnknown = true;
        try {
            super.finishData();
            outcomeUnknown = false;
        } catch (SMTPSendFailedException e) {
            outcomeUnknown = e.getReturnCode() <= 0;
            throw e;
        }
    }

    /** A server may refuse and hang up: then the RSET that follows fails, and only the refusal counts. */
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

package io.posthorn.email.internal.mail.wire;

import io.posthorn.email.Address;
import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.Login;
import io.posthorn.email.Protocol;
import io.posthorn.email.RecipientOutcome;
import io.posthorn.email.RecipientOutcome.State;
import io.posthorn.email.internal.mail.wire.MailReply.Phase;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FolderClosedException;
import jakarta.mail.MessagingException;
import jakarta.mail.StoreClosedException;
import org.eclipse.angus.mail.iap.ConnectionException;
import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Says what an exception of Jakarta Mail means and what to do. */
public final class MailFailures {

    /** What we say in a server's place when it offers no mechanism that we may use. */
    public static final String NO_MECHANISM = "no offer of XOAUTH2";

    /** A proxy that hangs up without a word has opened a tunnel, if one asks Angus. */
    private static final Pattern NO_GREETING =
            Pattern.compile("bad greeting|EOF on socket|Connect failed|BYE JavaMail");

    /** What Angus says in the place of a server that says nothing. */
    private static final Pattern HUNG_UP = Pattern.compile("\\[EOF]|EOF on socket|Connection dropped");

    private static final Pattern BACKOFF =
            Pattern.compile("Suggested Backoff Time: (\\d{1,9}) milliseconds", Pattern.CASE_INSENSITIVE);

    private final ConnectionSettings settings;
    private final Fields fields;
    private final @Nullable ProxyFailure proxy;

    public MailFailures(ConnectionSettings settings, Route route) {
        this.settings = settings;
        this.fields = new Fields(settings);
        this.proxy = route.proxy()
                .map(way -> new ProxyFailure(way, settings, fields))
                .orElse(null);
    }

    public EmailException of(MessagingException e) {
        for (Throwable cause : (Iterable<Throwable>) chain(e)::iterator) {
            if (cause instanceof DocumentException document) {
                return new EmailException(
                        Kind.MESSAGE, "", document.getMessage() + " Nothing was sent.", document.getCause());
            }
        }
        EmailException network = network(hungUp(e) ? new MessagingException("closed", closed(e)) : e);
        if (network != null) {
            return network;
        }
        EmailException said = isLogin(e) ? login(e) : refused(e);
        return NO_GREETING.matcher(reply(e)).find() ? onTheWay(said) : said;
    }

    /** Angus takes a POP3 connection that ends during the login for a refusal. */
    private static boolean hungUp(MessagingException e) {
        return e instanceof AuthenticationFailedException && text(e).equals("EOF on socket");
    }

    private static SocketException closed(MessagingException e) {
        SocketException closed = new SocketException("it closed the connection during the login");
        closed.initCause(e);
        return closed;
    }

    private @Nullable EmailException network(MessagingException e) {
        EmailException atProxy = proxy == null ? null : proxy.of(e);
        if (atProxy != null) {
            return atProxy;
        }
        EmailException network = NetworkFailure.of(e, settings, fields);
        return network == null ? null : onTheWay(network);
    }

    /** Says where else to look. */
    private EmailException onTheWay(EmailException e) {
        return proxy == null
                ? e
                : new EmailException(
                        e.kind(),
                        e.serverReply(),
                        e.getMessage() + " The way to it leads through the proxy " + proxy.address() + ".",
                        e.retryAfter().orElse(null),
                        e.isForWholeMailbox(),
                        e.outcomes(),
                        e.getCause());
    }

    /** Angus breaks off so, outside of TLS, at a proxy whose answer is one word. */
    public RuntimeException of(NoSuchElementException e) {
        return proxy == null ? e : proxy.noProxy(e);
    }

    public EmailException inDoubt(String messageId, MessagingException e) {
        return new EmailException(
                Kind.IN_DOUBT,
                "",
                "The connection to the " + settings.server() + " died after the whole mail had gone out and before the"
                        + " server answered. The mail " + messageId + " may have been sent or not: look for it in Sent"
                        + " Items before sending it again.",
                e);
    }

    /** The same trouble, with what it has left behind said first. */
    public EmailException undone(EmailException e, String what) {
        return new EmailException(
                e.kind(), e.serverReply(), what + e.getMessage(), e.retryAfter().orElse(null), e.outcomes(), e);
    }

    /** Whether the server has asked to be left alone. */
    public boolean isThrottled(MessagingException e) {
        return BACKOFF.matcher(reply(e)).find();
    }

    /** Whether the server may have refused the token rather than the mailbox or the client. */
    public boolean mayBeTheToken(MessagingException e) {
        return isLogin(e)
                && !hungUp(e)
                && MailReply.of(Phase.TOKEN_LOGIN, reply(e)).freshToken();
    }

    private EmailException login(MessagingException e) {
        boolean token = settings.login() instanceof Login.OAuth;
        String said = reply(e);
        MailReply reply = MailReply.of(token ? Phase.TOKEN_LOGIN : Phase.PASSWORD_LOGIN, said);
        String text = said.equals(NO_MECHANISM) || said.contains("No authentication mechanisms")
                ? "The " + settings.server() + " cannot be logged in to as " + fields.user() + ". "
                : "The " + settings.server() + " refused the " + (token ? "OAuth login of " : "login of ")
                        + fields.user() + quote(said);
        return failure(reply, said, text, e);
    }

    private EmailException refused(MessagingException e) {
        String said = reply(e);
        String what = settings.protocol() == Protocol.SMTP ? " refused the mail" : " cannot be read";
        return failure(MailReply.of(Phase.MAIL, said), said, "The " + settings.server() + what + quote(said), e);
    }

    /** Nobody gets the mail, since the server did not take these. What is refused for good decides. */
    public EmailException refusedRecipients(List<RecipientOutcome> outcomes) {
        List<RecipientOutcome> refused = outcomes.stream()
                .filter(outcome -> outcome.state() == State.REFUSED || outcome.state() == State.DEFERRED)
                .sorted(Comparator.comparing(outcome -> outcome.state() == State.DEFERRED))
                .toList();
        String said = refused.get(0).serverReply();
        MailReply reply = MailReply.of(Phase.RECIPIENT, said);
        String addresses = refused.stream()
                .map(outcome -> outcome.recipient().address() + quote(outcome.serverReply()))
                .collect(Collectors.joining());
        return new EmailException(
                reply.kind(),
                said,
                "The " + settings.server() + " refused " + addresses + "What to do: " + fields.fill(reply.advice()),
                reply.pause(),
                reply.row().wholeMailbox(),
                outcomes.stream().map(MailFailures::unsent).toList(),
                null);
    }

    private static RecipientOutcome unsent(RecipientOutcome outcome) {
        return outcome.state() == State.ACCEPTED
                ? new RecipientOutcome(outcome.recipient(), State.NOT_SENT, "")
                : outcome;
    }

    public EmailException tooLarge(long size, long largest) {
        return new EmailException(
                Kind.MESSAGE,
                "",
                "The mail has " + size + " bytes as it is sent, and the " + settings.server() + " takes " + largest
                        + ". Nothing was sent. Attachments grow by a third on their way: send fewer or smaller ones.",
                null);
    }

    public EmailException noSmtpUtf8() {
        return new EmailException(
                Kind.MESSAGE,
                "",
                "An address of the mail has letters before the @ that need SMTPUTF8, which the " + settings.server()
                        + " does not offer. Nothing was sent. Use an address in ASCII, which most such mailboxes have"
                        + " besides.",
                null);
    }

    /** Adds what became of the recipients of a mail that goes in parts. */
    public static EmailException withOutcomes(
            EmailException e, List<RecipientOutcome> before, List<Address> part, List<Address> after) {
        if (before.isEmpty() && after.isEmpty() && e.kind() != Kind.IN_DOUBT) {
            return e;
        }
        List<RecipientOutcome> all = new ArrayList<>(before);
        State state = e.kind() == Kind.IN_DOUBT ? State.IN_DOUBT : State.NOT_SENT;
        if (e.outcomes().isEmpty()) {
            part.forEach(recipient -> all.add(new RecipientOutcome(recipient, state, e.serverReply())));
        } else {
            all.addAll(e.outcomes());
        }
        after.forEach(recipient -> all.add(new RecipientOutcome(recipient, State.NOT_SENT, "")));
        long have = before.stream()
                .filter(outcome -> outcome.state() == State.ACCEPTED)
                .count();
        String message = have == 0
                ? String.valueOf(e.getMessage())
                : e.getMessage() + " It went out in parts: " + have + " of " + all.size()
                        + " recipients have it already.";
        return new EmailException(
                e.kind(),
                e.serverReply(),
                message,
                e.retryAfter().orElse(null),
                e.isForWholeMailbox(),
                all,
                e.getCause());
    }

    private EmailException failure(MailReply reply, String said, String what, MessagingException e) {
        boolean silent = HUNG_UP.matcher(said).find();
        return new EmailException(
                reply.kind(),
                silent ? "" : said,
                (silent ? "The " + settings.server() + " hung up without a word. " : what) + "What to do: "
                        + fields.fill(reply.advice()),
                suggested(said).orElse(reply.pause()),
                reply.row().wholeMailbox(),
                List.of(),
                e);
    }

    /** Exchange says how long it wants to be left alone. */
    private static Optional<Duration> suggested(String said) {
        Matcher backoff = BACKOFF.matcher(said);
        return backoff.find() ? Optional.of(Duration.ofMillis(Long.parseLong(backoff.group(1)))) : Optional.empty();
    }

    private static String quote(String said) {
        return said.isEmpty() ? ". " : ": \"" + said + "\". ";
    }

    private static boolean isLogin(MessagingException e) {
        return e instanceof AuthenticationFailedException
                || chain(e).anyMatch(cause -> text(cause).contains("STAT command failed"));
    }

    /** The server's own words, from the innermost exception that has some. */
    private static String reply(MessagingException e) {
        if (e instanceof AuthenticationFailedException || e instanceof FolderClosedException) {
            return Challenge.readable(text(e));
        }
        String said = chain(e).filter(cause -> cause instanceof MessagingException
                        || cause.getClass().getName().startsWith("org.eclipse.angus.mail.iap.")
                        || cause instanceof IOException)
                .map(MailFailures::text)
                .filter(text -> !text.isEmpty())
                .reduce("", (before, last) -> last);
        return said.replace("STAT command failed: ", "");
    }

    /** Whether the connection is gone, or the server silent. */
    public static boolean isConnection(Throwable e) {
        return chain(e).anyMatch(cause -> cause instanceof FolderClosedException
                || cause instanceof StoreClosedException
                || cause instanceof ConnectionException
                || cause instanceof EOFException
                || cause instanceof SocketException
                || cause instanceof SocketTimeoutException
                || cause instanceof SSLException);
    }

    public static Stream<Throwable> chain(Throwable e) {
        return Stream.iterate(
                e, Objects::nonNull, cause -> cause instanceof StoreClosedException ? null : cause.getCause());
    }

    public static String text(Throwable e) {
        String message = e.getMessage();
        return message == null ? "" : message.strip().replaceAll("\\s*\\R\\s*", " / ");
    }
}

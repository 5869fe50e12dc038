package io.posthorn.email.internal.mail;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.Login;
import io.posthorn.email.Protocol;
import io.posthorn.email.internal.mail.MailReply.Phase;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FolderClosedException;
import jakarta.mail.MessagingException;
import jakarta.mail.StoreClosedException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what an exception of Jakarta Mail means and what to do. */
final class MailFailures {

    /** What we say in a server's place when it offers no mechanism that we may use. */
    static final String NO_MECHANISM = "no offer of XOAUTH2";

    private final ConnectionSettings settings;
    private final Fields fields;
    private final @Nullable ProxyFailure proxy;

    MailFailures(ConnectionSettings settings, Route route) {
        this.settings = settings;
        this.fields = new Fields(settings);
        this.proxy = route.proxy()
                .map(way -> new ProxyFailure(way, settings, fields))
                .orElse(null);
    }

    EmailException of(MessagingException e) {
        for (Throwable cause : (Iterable<Throwable>) chain(e)::iterator) {
            if (cause instanceof DocumentException document) {
                return new EmailException(
                        Kind.INVALID, "", document.getMessage() + " Nothing was sent.", document.getCause());
            }
        }
        EmailException network = network(e);
        if (network != null) {
            return network;
        }
        return isLogin(e) ? login(e) : refused(e);
    }

    private @Nullable EmailException network(MessagingException e) {
        EmailException atProxy = proxy == null ? null : proxy.of(e);
        EmailException network = atProxy == null ? NetworkFailure.of(e, settings, fields) : atProxy;
        if (network == null || proxy == null || atProxy != null) {
            return network;
        }
        String message = network.getMessage() + " The way to it leads through the proxy " + proxy.address() + ".";
        return new EmailException(network.kind(), "", message, e);
    }

    /** Angus breaks off so at a proxy whose answer is one word. */
    RuntimeException of(NoSuchElementException e) {
        return proxy == null ? e : proxy.noProxy(e);
    }

    EmailException inDoubt(String messageId, MessagingException e) {
        return new EmailException(
                Kind.IN_DOUBT,
                "",
                "The connection to the " + settings.server() + " died after the whole mail had gone out and before the"
                        + " server answered. The mail " + messageId + " may have been sent or not: look for it in Sent"
                        + " Items before sending it again.",
                e);
    }

    /** Whether the server may have refused the token rather than the mailbox or the client. */
    boolean mayBeTheToken(MessagingException e) {
        return isLogin(e) && MailReply.of(Phase.TOKEN_LOGIN, reply(e)).freshToken();
    }

    private EmailException login(MessagingException e) {
        boolean token = settings.login() instanceof Login.OAuth;
        String said = reply(e);
        MailReply reply = MailReply.of(token ? Phase.TOKEN_LOGIN : Phase.PASSWORD_LOGIN, said);
        String text = said.equals(NO_MECHANISM) || said.contains("No authentication mechanisms")
                ? "The " + settings.server() + " cannot be logged in to as " + fields.user() + ". "
                : "The " + settings.server() + " refused the " + (token ? "OAuth login of " : "login of ")
                        + fields.user() + quote(said);
        return new EmailException(reply.kind(), said, text + "What to do: " + fields.fill(reply.advice()), e);
    }

    private EmailException refused(MessagingException e) {
        List<SMTPAddressFailedException> recipients = chain(e).filter(SMTPAddressFailedException.class::isInstance)
                .map(SMTPAddressFailedException.class::cast)
                // What is refused for good decides: another try would meet it again.
                .sorted(Comparator.comparing(failed -> failed.getReturnCode() < 500))
                .toList();
        String said = recipients.isEmpty() ? reply(e) : text(recipients.get(0));
        MailReply reply = MailReply.of(recipients.isEmpty() ? Phase.MAIL : Phase.RECIPIENT, said);
        String addresses = recipients.stream()
                .map(failed -> failed.getAddress() + quote(text(failed)))
                .collect(Collectors.joining());
        String what = settings.protocol() == Protocol.SMTP
                ? recipients.isEmpty() ? " refused the mail" + quote(said) : " refused " + addresses
                : " cannot be read" + quote(said);
        return new EmailException(
                reply.kind(),
                said,
                "The " + settings.server() + what + "What to do: " + fields.fill(reply.advice()),
                e);
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

    static Stream<Throwable> chain(Throwable e) {
        return Stream.iterate(
                e, Objects::nonNull, cause -> cause instanceof StoreClosedException ? null : cause.getCause());
    }

    static String text(Throwable e) {
        String message = e.getMessage();
        return message == null ? "" : message.strip().replaceAll("\\s*\\R\\s*", " / ");
    }
}

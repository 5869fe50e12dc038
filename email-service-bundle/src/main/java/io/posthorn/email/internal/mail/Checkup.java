package io.posthorn.email.internal.mail;

import io.posthorn.advice.Advice;
import io.posthorn.advice.AdviceTable;
import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.Login;
import io.posthorn.email.Protocol;
import io.posthorn.email.internal.mail.receive.Inbox;
import io.posthorn.email.internal.mail.send.SmtpConnection;
import io.posthorn.email.internal.mail.wire.Authentication;
import io.posthorn.email.internal.mail.wire.Fields;
import io.posthorn.email.internal.mail.wire.Lifeline;
import io.posthorn.email.internal.mail.wire.MailClassLoader;
import io.posthorn.email.internal.mail.wire.MailFailures;
import io.posthorn.email.internal.mail.wire.MailReply;
import io.posthorn.email.internal.mail.wire.MailReply.Phase;
import io.posthorn.email.internal.mail.wire.Route;
import io.posthorn.email.internal.mail.wire.Sessions;
import io.posthorn.email.internal.mail.wire.TlsSockets;
import io.posthorn.email.internal.mail.wire.Transcript;
import io.posthorn.oauth.Network;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.Proxy;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import org.eclipse.angus.mail.util.MailConnectException;
import org.eclipse.angus.mail.util.SocketConnectException;
import org.eclipse.angus.mail.util.SocketFetcher;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks at one mail server, a step at a time and in this order: {@link #resolve}, {@link #connect}, {@link #secure},
 * {@link #capabilities}, {@link #logIn}, {@link #open}. Each says what it found, or throws an {@link EmailException} with
 * what that means and what to do. Sends no mail and changes nothing. Not safe for use by several threads.
 */
public final class Checkup implements AutoCloseable {

    private static final String ADDRESS = "[^\\s<>\\p{Cntrl}]+@[^\\s<>\\p{Cntrl}]+";

    private final ConnectionSettings settings;
    private final Transcript transcript;
    private final Route route;
    private final TlsSockets witness;
    private final Fields fields;
    private final MailFailures failures;
    private List<String> offers = List.of();
    private Phase phase = Phase.ANY;
    private @Nullable SmtpConnection smtp;
    private @Nullable Inbox inbox;

    /**
     * Needs no network.
     *
     * @param settings of the server
     * @param network how it is reached
     * @param transcript takes the dialogue
     * @throws EmailException if the page Network is wrong
     */
    public Checkup(ConnectionSettings settings, Network network, Transcript transcript) {
        Route way = Route.to(settings, network);
        this.settings = settings;
        this.transcript = transcript;
        this.witness = new TlsSockets(way.tls().get(), new Lifeline());
        this.route = new Route(() -> witness, way.proxy());
        this.fields = new Fields(settings);
        this.failures = new MailFailures(settings, route);
        way.proxy().filter(Proxy::hasLogin).ifPresent(transcript::hide);
    }

    /** What a step does. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws MessagingException;
    }

    private <T> T run(Work<T> work) {
        return MailClassLoader.call(() -> {
            try {
                return work.run();
            } catch (MessagingException e) {
                throw failures.of(e);
            } catch (NoSuchElementException e) {
                throw failures.of(e);
            }
        });
    }

    private Session session() {
        Session session = Sessions.open(settings, route);
        transcript.listenTo(session);
        return session;
    }

    /**
     * Asks DNS, for the proxy if there is one: it resolves the rest.
     *
     * @return the addresses
     */
    public String resolve() {
        Optional<Proxy> proxy = route.proxy();
        String name = proxy.map(Proxy::host).orElse(settings.host());
        try {
            String addresses = Arrays.stream(InetAddress.getAllByName(name.replaceAll("[\\[\\]]", "")))
                    .map(InetAddress::getHostAddress)
                    .collect(Collectors.joining(", "));
            return name + " is " + addresses
                    + (proxy.isPresent() ? "; it is the proxy, which resolves the rest." : ".");
        } catch (UnknownHostException e) {
            Advice advice = AdviceTable.get("NETWORK", "unknown host");
            String host =
                    proxy.isPresent() ? "the field Proxy Host on the page Network (io.posthorn.network)" : "{host}";
            String text = fields.fill(advice.text(Map.of("name", name, "host", host)));
            throw new EmailException(
                    Kind.valueOf(advice.kind()), "", text, advice.pause().orElse(null), List.of(), e);
        }
    }

    /**
     * Opens a connection, in a proxy's tunnel if there is a proxy, and ends it.
     *
     * @return the way there
     */
    public String connect() {
        String prefix = "mail." + settings.protocol().name().toLowerCase(Locale.ROOT);
        return run(() -> {
            try {
                SocketFetcher.getSocket(
                                settings.host(), settings.port(), session().getProperties(), prefix, false)
                        .close();
            } catch (SocketConnectException e) {
                throw new MailConnectException(e);
            } catch (IOException e) {
                throw new MessagingException(MailFailures.text(e), e);
            }
            return settings.host() + ":" + settings.port() + " takes connections"
                    + route.proxy()
                            .map(proxy -> " through the proxy " + proxy.host() + ":" + proxy.port())
                            .orElse("")
                    + ".";
        });
    }

    /**
     * Greets the server, under TLS if the settings say so.
     *
     * @return version, certificate and its end
     */
    public String secure() {
        offers = run(() -> new Greeting(session(), settings).capabilities());
        String tls = witness.describe();
        return tls.isEmpty() ? "No TLS, as the page says: passwords and mails can be read on their way." : tls + ".";
    }

    /**
     * What the server offered after {@link #secure}; for an OAuth login, XOAUTH2 must be there.
     *
     * @return the capabilities
     */
    public String capabilities() {
        if (settings.login() instanceof Login.OAuth && !Greeting.offersTokens(settings.protocol(), offers)) {
            Advice advice = AdviceTable.get("DOCTOR", "no offer");
            String text = fields.fill(advice.text(Map.of("server", settings.server())));
            throw new EmailException(Kind.valueOf(advice.kind()), "", text + " It offers: " + shown() + ".", null);
        }
        return shown() + ".";
    }

    private String shown() {
        return (offers.isEmpty() ? "nothing" : String.join(", ", offers)).replaceAll("\\p{Cntrl}", " ");
    }

    /**
     * Logs in as the settings say. A POP3 login is believed only when the mailbox was opened with it.
     *
     * @return who is logged in
     */
    public String logIn() {
        phase = settings.login() instanceof Login.OAuth ? Phase.TOKEN_LOGIN : Phase.PASSWORD_LOGIN;
        Authentication authentication = Authentication.of(settings, permission(), failures);
        return MailClassLoader.call(() -> {
            if (settings.protocol() == Protocol.SMTP) {
                smtp = authentication.connect((user, secret) -> {
                    transcript.hide(user, secret);
                    return SmtpConnection.open(session(), settings, user, secret);
                });
            } else {
                inbox = authentication.connect(this::logIn);
            }
            return settings.login() == Login.NONE ? "The server wants none." : "Logged in as " + fields.user() + ".";
        });
    }

    private Inbox logIn(@Nullable String user, @Nullable String secret) throws MessagingException {
        transcript.hide(user, secret);
        return settings.protocol() == Protocol.POP3
                ? Inbox.open(session(), settings, user, secret)
                : Inbox.logIn(session(), settings, user, secret);
    }

    private Permission permission() {
        return switch (settings.protocol()) {
            case SMTP -> Permission.SMTP_SEND;
            case IMAP -> Permission.IMAP_ACCESS;
            case POP3 -> Permission.POP_ACCESS;
        };
    }

    /**
     * After {@link #logIn}: opens the INBOX without changing it, or begins a mail and takes it back.
     *
     * @param from the sender of that mail
     *
     * @return what is there
     */
    public String open(String from) {
        phase = Phase.MAIL;
        SmtpConnection sending = smtp;
        Inbox reading = inbox;
        return run(() -> sending != null ? begin(sending, from) : reading != null ? count(reading) : "");
    }

    private static String begin(SmtpConnection connection, String from) throws MessagingException {
        if (!from.matches(ADDRESS)) {
            return "Not tried: '" + from + "' is no mail address. Give a sender: mail:doctor --from ADDRESS.";
        }
        connection.issueCommand("MAIL FROM:<" + from + ">", 250);
        connection.issueCommand("RSET", -1);
        return "The server begins a mail from " + from + ". Nothing was sent.";
    }

    private String count(Inbox reading) throws MessagingException {
        if (settings.protocol() == Protocol.IMAP) {
            reading.select();
        }
        return "The INBOX has " + reading.count() + " mails. Nothing was changed.";
    }

    /**
     * The row of the table behind a failure of {@link #logIn} or {@link #open}.
     *
     * @param failure what was thrown
     * @return empty if it was not the server that refused
     */
    public Optional<Advice> advice(EmailException failure) {
        return failure.serverReply().isEmpty() || phase == Phase.ANY
                ? Optional.empty()
                : Optional.of(MailReply.of(phase, failure.serverReply()).row());
    }

    /**
     * Sentences with the names of the fields filled in.
     *
     * @param text with names in braces
     * @return for an administrator
     */
    public String fill(String text) {
        return fields.fill(text);
    }

    @Override
    public void close() {
        MailClassLoader.call(() -> {
            if (smtp != null) {
                smtp.close();
            }
            if (inbox != null) {
                inbox.close();
            }
            return settings;
        });
    }
}

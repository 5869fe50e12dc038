package io.posthorn.sandbox.internal.mail;

import io.posthorn.sandbox.Protocol;
import io.posthorn.sandbox.internal.DaemonThreads;
import io.posthorn.sandbox.internal.Settings;
import io.posthorn.sandbox.internal.Tenant;
import io.posthorn.sandbox.internal.authority.AccessTokens;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** The stand-in for Exchange Online: the listeners of all mail protocols. */
public final class MailServers implements AutoCloseable {
    private final MailSystem system;
    private final Dialogue dialogue;
    private final ScheduledExecutorService ticks = DaemonThreads.ticking("sandbox ticks");
    private final List<MailListener> listeners = new ArrayList<>();
    private final MailListener smtp;
    private final MailListener imap;
    private final MailListener pop3;
    private final @Nullable MailListener smtps;
    private final @Nullable MailListener plainImap;
    private final @Nullable MailListener plainPop3;

    /** Listens at once. */
    public MailServers(
            Tenant tenant,
            Settings settings,
            AccessTokens tokens,
            SSLContext tls,
            Mailboxes mailboxes,
            Dialogue dialogue) {
        this.dialogue = dialogue;
        system = MailSystem.of(tenant, settings, tokens, mailboxes);
        smtp = listen(Protocol.SMTP, null, wire -> new SmtpSession(wire, system, tls).hold());
        imap = listen(Protocol.IMAP, tls, wire -> new ImapSession(wire, system, null).hold());
        pop3 = listen(Protocol.POP3, tls, wire -> new Pop3Session(wire, system, null).hold());
        smtps = settings.plainMailPorts() ? smtps(tls) : null;
        plainImap = settings.plainMailPorts() ? plainImap(tls) : null;
        plainPop3 = settings.plainMailPorts() ? plainPop3(tls) : null;
        ticks.scheduleWithFixedDelay(system::catchUp, 1, 1, TimeUnit.SECONDS);
    }

    private MailListener smtps(SSLContext tls) {
        return listen(Protocol.SMTP, tls, wire -> new SmtpSession(wire, system, tls).hold());
    }

    private MailListener plainImap(SSLContext tls) {
        return listen(Protocol.IMAP, null, wire -> new ImapSession(wire, system, tls).hold());
    }

    private MailListener plainPop3(SSLContext tls) {
        return listen(Protocol.POP3, null, wire -> new Pop3Session(wire, system, tls).hold());
    }

    private MailListener listen(Protocol protocol, @Nullable SSLContext tls, MailListener.Conversation conversation) {
        MailListener listener = new MailListener(protocol, dialogue, system.traffic(), tls, conversation);
        listeners.add(listener);
        return listener;
    }

    /** What the servers go by. */
    public MailSystem system() {
        return system;
    }

    /** SMTP with STARTTLS. */
    public int smtpPort() {
        return smtp.port();
    }

    /** IMAP under TLS. */
    public int imapPort() {
        return imap.port();
    }

    /** POP3 under TLS. */
    public int pop3Port() {
        return pop3.port();
    }

    /** SMTP under TLS, if it was switched on. */
    public int smtpsPort() {
        return port(smtps);
    }

    /** IMAP without TLS, if it was switched on. */
    public int plainImapPort() {
        return port(plainImap);
    }

    /** POP3 without TLS, if it was switched on. */
    public int plainPop3Port() {
        return port(plainPop3);
    }

    private static int port(@Nullable MailListener listener) {
        if (listener == null) {
            throw new IllegalStateException("Start the sandbox with plainMailPorts(true)");
        }
        return listener.port();
    }

    @Override
    public void close() {
        ticks.shutdownNow();
        listeners.forEach(MailListener::close);
        system.submissions().close();
    }
}

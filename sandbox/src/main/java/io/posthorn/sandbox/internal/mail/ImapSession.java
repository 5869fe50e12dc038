package io.posthorn.sandbox.internal.mail;

import io.posthorn.sandbox.internal.Settings;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * One connection to IMAP (<a href="https://www.rfc-editor.org/rfc/rfc3501">RFC 3501</a>) up to the login, with
 * Exchange's greeting, capabilities and refusals. After it, {@link ImapRelay} takes over.
 */
final class ImapSession {
    private final Wire wire;
    private final MailSystem system;
    private final Settings settings;
    private final LoginCheck check;
    private final @Nullable SSLContext startTls;
    private boolean open = true;

    /**
     * A conversation.
     *
     * @param startTls for STARTTLS; null if it is not offered
     */
    ImapSession(Wire wire, MailSystem system, @Nullable SSLContext startTls) {
        this.wire = wire;
        this.system = system;
        this.settings = system.settings();
        this.check = system.check();
        this.startTls = startTls;
    }

    /** What CAPABILITY lists before or after the login. */
    static String capabilities(Settings settings, boolean loggedIn) {
        String mechanisms = settings.xoauth2() ? "AUTH=PLAIN AUTH=XOAUTH2" : "AUTH=PLAIN";
        String own = "CLIENTACCESSRULES CLIENTNETWORKPRESENCELOCATION BACKENDAUTHENTICATE ";
        return "* CAPABILITY IMAP4 IMAP4rev1 " + mechanisms + " SASL-IR UIDPLUS " + (loggedIn ? "MOVE " : "")
                + "ID UNSELECT " + (loggedIn ? own : "") + "CHILDREN IDLE NAMESPACE LITERAL+";
    }

    void hold() throws IOException {
        wire.send("* OK The Microsoft Exchange IMAP4 service is ready. [U0FOREJPWA==]");
        Optional<Admission> admission = Optional.empty();
        while (open && admission.isEmpty()) {
            admission = answer(ImapCommand.read(wire));
        }
        if (admission.isPresent()) {
            try (ImapRelay relay = new ImapRelay(wire, system, admission.get())) {
                system.imapSessions().run(relay);
            }
        }
    }

    private Optional<Admission> answer(ImapCommand command) throws IOException {
        switch (command.name()) {
            case "AUTHENTICATE":
                return authenticate(command);
            case "LOGIN":
                return entered(command, check.password(wire, "LOGIN", command.argument(0), command.argument(1)));
            case "CAPABILITY":
                wire.send(capabilities(settings, false) + (startTls == null || wire.tls() ? "" : " STARTTLS"));
                break;
            case "STARTTLS":
                startTls(command);
                return Optional.empty();
            case "ID":
                wire.send("* ID (\"name\" \"Posthorn sandbox\")");
                break;
            case "LOGOUT":
                wire.send("* BYE Microsoft Exchange Server IMAP4 server signing off.");
                open = false;
                break;
            case "NOOP":
                break;
            default:
                wire.send(command.tag() + " BAD Command received in Invalid state.");
                return Optional.empty();
        }
        wire.send(command.tag() + " OK " + command.name() + " completed.");
        return Optional.empty();
    }

    private void startTls(ImapCommand command) throws IOException {
        if (startTls == null || wire.tls()) {
            wire.send(command.tag() + " BAD Command received in Invalid state.");
            return;
        }
        wire.send(command.tag() + " OK Begin TLS negotiation now.");
        wire.startTls(startTls);
    }

    private Optional<Admission> authenticate(ImapCommand command) throws IOException {
        String mechanism = command.argument(0).toUpperCase(Locale.ROOT);
        boolean xoauth2 = mechanism.equals("XOAUTH2");
        if (!(xoauth2 && settings.xoauth2()) && !mechanism.equals("PLAIN")) {
            if (xoauth2 && !command.argument(1).isEmpty()) {
                check.token(wire, command.argument(1));
            }
            wire.send(command.tag() + " NO AUTHENTICATE failed.");
            return Optional.empty();
        }
        String sent = command.argument(1);
        if (sent.isEmpty()) {
            wire.send("+");
            sent = wire.readSecret();
        }
        Optional<Admission> admission = xoauth2 ? check.token(wire, sent) : check.plain(wire, sent);
        if (xoauth2 && admission.isEmpty() && system.challengeForm().get()) {
            return challenged(command);
        }
        return entered(command, admission);
    }

    /** Dovecot's form: the refusal comes when the client has answered the challenge, with whatever. */
    private Optional<Admission> challenged(ImapCommand command) throws IOException {
        wire.send("+ " + Xoauth2.REFUSAL);
        wire.readSecret();
        if (!system.replies().answered(wire, "AUTHENTICATE", command.tag())) {
            wire.send(command.tag() + " NO [AUTHENTICATIONFAILED] Authentication failed.");
        }
        return Optional.empty();
    }

    private Optional<Admission> entered(ImapCommand command, Optional<Admission> admission) throws IOException {
        if (system.replies().answered(wire, command.name(), command.tag())) {
            return Optional.empty();
        }
        admission.ifPresent(entered -> wire.entered(entered.mailbox()));
        boolean ok = admission.isPresent();
        wire.send(command.tag() + (ok ? " OK " : " NO ") + command.name() + (ok ? " completed." : " failed."));
        return admission;
    }
}

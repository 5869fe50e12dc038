package io.posthorn.sandbox.internal.mail;

import io.posthorn.sandbox.internal.Settings;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * One connection to POP3 (<a href="https://www.rfc-editor.org/rfc/rfc1939">RFC 1939</a>, AUTH by <a
 * href="https://www.rfc-editor.org/rfc/rfc5034">RFC 5034</a>) up to the login. XOAUTH2 comes in two lines only, as
 * Exchange has it.
 */
final class Pop3Session {
    private static final String REFUSED = "-ERR Authentication failure: unknown user name or bad password.";

    private final Wire wire;
    private final MailSystem system;
    private final Settings settings;
    private final LoginCheck check;
    private final @Nullable SSLContext startTls;
    private String name = "";
    private boolean open = true;

    /**
     * A conversation.
     *
     * @param startTls for STLS (<a href="https://www.rfc-editor.org/rfc/rfc2595">RFC 2595</a>); null if it is not offered
     */
    Pop3Session(Wire wire, MailSystem system, @Nullable SSLContext startTls) {
        this.wire = wire;
        this.system = system;
        this.settings = system.settings();
        this.check = system.check();
        this.startTls = startTls;
    }

    void hold() throws IOException {
        wire.send("+OK Microsoft Exchange POP3 server ready (tcpproxy/15.20.0.0)");
        Optional<Admission> admission = Optional.empty();
        while (open && admission.isEmpty()) {
            String line = wire.read();
            String[] words = line.trim().split("\\s+", 3);
            String verb = words[0].toUpperCase(Locale.ROOT);
            boolean secret = verb.equals("PASS") || (verb.equals("AUTH") && words.length > 2);
            wire.heard(secret ? verb + (verb.equals("AUTH") ? " " + words[1] : "") + " ***" : line);
            admission = answer(verb, words, line);
        }
        if (admission.isPresent()) {
            system.submissions().deliverDue();
            new Pop3Maildrop(wire, system, admission.get().mailbox(), this::capabilities).hold();
        }
    }

    private Optional<Admission> answer(String verb, String[] words, String line) throws IOException {
        switch (verb) {
            case "AUTH":
                return auth(words);
            case "PASS":
                String password = line.length() > 5 ? line.substring(5) : "";
                return entered(check.password(wire, "USER", name, password));
            case "USER":
                name = words.length > 1 ? words[1] : "";
                wire.send("+OK");
                break;
            case "CAPA":
                capabilities();
                break;
            case "STLS":
                stls();
                break;
            case "QUIT":
                wire.send("+OK Microsoft Exchange Server POP3 server signing off.");
                open = false;
                break;
            default:
                wire.send("-ERR Command is not valid in this state.");
        }
        return Optional.empty();
    }

    private void stls() throws IOException {
        if (startTls == null || wire.tls()) {
            wire.send("-ERR Command is not valid in this state.");
            return;
        }
        wire.send("+OK Begin TLS negotiation.");
        wire.startTls(startTls);
    }

    private void capabilities() throws IOException {
        String sasl = settings.xoauth2() ? "SASL PLAIN XOAUTH2" : "SASL PLAIN";
        for (String line : new String[] {"+OK", "TOP", "UIDL", sasl, "USER"}) {
            wire.send(line);
        }
        if (startTls != null && !wire.tls()) {
            wire.send("STLS");
        }
        wire.send(".");
    }

    private Optional<Admission> auth(String[] words) throws IOException {
        String mechanism = words.length > 1 ? words[1].toUpperCase(Locale.ROOT) : "";
        String initial = words.length > 2 ? words[2] : "";
        if (mechanism.equals("XOAUTH2")) {
            return xoauth2(initial);
        }
        if (!mechanism.equals("PLAIN")) {
            wire.send("-ERR Unknown authentication mechanism.");
            return Optional.empty();
        }
        return entered(check.plain(wire, initial.isEmpty() ? ask() : initial));
    }

    private Optional<Admission> xoauth2(String initial) throws IOException {
        if (!initial.isEmpty()) {
            check.token(wire, initial);
            wire.send("-ERR Protocol error. Connection is closed. 10");
            open = false;
            return Optional.empty();
        }
        if (!settings.xoauth2()) {
            wire.send("-ERR Unknown authentication mechanism.");
            return Optional.empty();
        }
        Optional<Admission> admission = check.token(wire, ask());
        if (admission.isEmpty()
                && (settings.popLiesAboutLogin() || system.challengeForm().get())) {
            return lie();
        }
        return entered(admission);
    }

    private String ask() throws IOException {
        wire.send("+ ");
        return wire.readSecret();
    }

    private Optional<Admission> entered(Optional<Admission> admission) throws IOException {
        if (system.replies().answered(wire, "AUTH", "")) {
            return Optional.empty();
        }
        admission.ifPresent(entered -> wire.entered(entered.mailbox()));
        wire.send(admission.isPresent() ? "+OK User successfully authenticated." : REFUSED);
        return admission;
    }

    /** Dovecot's form: the refusal is a challenge, and the next line, whatever it was meant to be, its answer. */
    private Optional<Admission> lie() throws IOException {
        wire.send("+ " + Xoauth2.REFUSAL);
        String answer = wire.read();
        // A client may answer with its token once more.
        wire.heard(answer.length() > 100 ? "***" : answer);
        wire.send("-ERR [AUTH] Authentication failed.");
        return Optional.empty();
    }
}

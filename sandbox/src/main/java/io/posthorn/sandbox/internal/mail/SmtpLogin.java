package io.posthorn.sandbox.internal.mail;

import io.posthorn.sandbox.KnownReplies;
import io.posthorn.sandbox.User;
import io.posthorn.sandbox.internal.Settings;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The AUTH command (<a href="https://www.rfc-editor.org/rfc/rfc4954">RFC 4954</a>) with XOAUTH2, LOGIN and PLAIN, and
 * Exchange's words for yes and no.
 */
final class SmtpLogin {
    private static final String UNKNOWN = "504 5.7.4 Unrecognized authentication type";
    private static final String REFUSED = "535 5.7.3 Authentication unsuccessful [XX0P000XX0000.SANDBOX]";
    private static final String BASIC_DISABLED =
            "535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [XX0P000XX0000.SANDBOX]";

    private final MailSystem system;
    private final Settings settings;
    private final LoginCheck check;

    SmtpLogin(MailSystem system) {
        this.system = system;
        this.settings = system.settings();
        this.check = system.check();
    }

    /** What EHLO offers on this connection now. */
    List<String> mechanisms(Wire wire) {
        if (!wire.tls() && settings.smtpStartTls()) {
            return settings.plainMailPorts() ? List.of("LOGIN", "PLAIN") : List.of();
        }
        if (!settings.xoauth2()) {
            return List.of("PLAIN", "LOGIN");
        }
        return settings.passwords() ? List.of("LOGIN", "PLAIN", "XOAUTH2") : List.of("LOGIN", "XOAUTH2");
    }

    /** Holds the exchange that this AUTH line begins; the user, if it succeeds. */
    Optional<User> login(Wire wire, String line) throws IOException {
        String[] words = line.trim().split("\\s+", 3);
        String mechanism = words.length > 1 ? words[1].toUpperCase(Locale.ROOT) : "";
        String initial = words.length > 2 ? words[2] : "";
        if (!mechanisms(wire).contains(mechanism)) {
            noteUnasked(wire, mechanism, initial);
            wire.send(UNKNOWN);
            return Optional.empty();
        }
        Optional<Admission> admission = switch (mechanism) {
            case "XOAUTH2" -> check.token(wire, initial.isEmpty() ? ask(wire, "") : initial);
            case "PLAIN" -> check.plain(wire, initial.isEmpty() ? ask(wire, "") : initial);
            default -> loginMechanism(wire, initial);
        };
        return system.replies().answered(wire, "AUTH", "") ? Optional.empty() : answer(wire, mechanism, admission);
    }

    private Optional<User> answer(Wire wire, String mechanism, Optional<Admission> admission) throws IOException {
        boolean xoauth2 = mechanism.equals("XOAUTH2");
        if (admission.isEmpty()) {
            boolean challenge = xoauth2 && system.challengeForm().get();
            wire.send(challenge ? challenged(wire) : xoauth2 || check.takesPasswords(wire) ? REFUSED : BASIC_DISABLED);
            return Optional.empty();
        }
        User login = admission.get().login();
        Optional<String> policy = system.organization().smtpAuthRefusal(login);
        if (policy.isPresent()) {
            wire.send("535 5.7.139 Authentication unsuccessful, " + policy.get() + " [XX0P000XX0000.SANDBOX]");
            return Optional.empty();
        }
        wire.entered(login);
        wire.send("235 2.7.0 Authentication successful");
        return Optional.of(login);
    }

    /** Postfix's form: the refusal comes when the client has answered the challenge, with whatever. */
    private static String challenged(Wire wire) throws IOException {
        ask(wire, Xoauth2.REFUSAL);
        return KnownReplies.SMTP_POSTFIX_LOGIN_FAILURE;
    }

    private Optional<Admission> loginMechanism(Wire wire, String initial) throws IOException {
        String name = Xoauth2.decode(initial.isEmpty() ? ask(wire, "VXNlcm5hbWU6") : initial);
        String password = Xoauth2.decode(ask(wire, "UGFzc3dvcmQ6"));
        return check.password(wire, "LOGIN", name, password);
    }

    private static String ask(Wire wire, String challenge) throws IOException {
        wire.send("334 " + challenge);
        return wire.readSecret();
    }

    /** A client may send its secret to a server that never offered to take it; tests want to know. */
    private void noteUnasked(Wire wire, String mechanism, String initial) {
        if (mechanism.equals("XOAUTH2") && !initial.isEmpty()) {
            check.token(wire, initial);
        } else if (mechanism.equals("PLAIN") && !initial.isEmpty()) {
            check.plain(wire, initial);
        }
    }
}

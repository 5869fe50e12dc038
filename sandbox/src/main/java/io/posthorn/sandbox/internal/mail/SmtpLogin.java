package io.posthorn.sandbox.internal.mail;

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

    private final Settings settings;
    private final LoginCheck check;

    SmtpLogin(Settings settings, LoginCheck check) {
        this.settings = settings;
        this.check = check;
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
        Optional<User> user = switch (mechanism) {
            case "XOAUTH2" -> check.token(wire, initial.isEmpty() ? ask(wire, "") : initial);
            case "PLAIN" -> check.plain(wire, initial.isEmpty() ? ask(wire, "") : initial);
            default -> loginMechanism(wire, initial);
        };
        boolean basicDisabled = !mechanism.equals("XOAUTH2") && !check.takesPasswords(wire);
        wire.send(user.isPresent() ? "235 2.7.0 Authentication successful" : basicDisabled ? BASIC_DISABLED : REFUSED);
        return user;
    }

    private Optional<User> loginMechanism(Wire wire, String initial) throws IOException {
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
        } else if (!initial.isEmpty()) {
            check.password(wire, mechanism, "?", "");
        }
    }
}

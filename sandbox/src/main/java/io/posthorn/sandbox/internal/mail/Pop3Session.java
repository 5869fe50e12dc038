package io.posthorn.sandbox.internal.mail;

import io.posthorn.sandbox.User;
import io.posthorn.sandbox.internal.Settings;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * One connection to POP3 (<a href="https://www.rfc-editor.org/rfc/rfc1939">RFC 1939</a>, AUTH by <a
 * href="https://www.rfc-editor.org/rfc/rfc5034">RFC 5034</a>) up to the login. XOAUTH2 comes in two lines only, as
 * Exchange has it.
 */
final class Pop3Session {
    private static final String REFUSED = "-ERR Authentication failure: unknown user name or bad password.";
    private static final String CHALLENGE = "+ eyJzdGF0dXMiOiI0MDEiLCJzY2hlbWVzIjoiYmVhcmVyIiwic2NvcGUiOiJtYWlsIn0=";

    private final Wire wire;
    private final Settings settings;
    private final LoginCheck check;
    private final Mailboxes mailboxes;
    private String name = "";
    private boolean open = true;

    Pop3Session(Wire wire, Settings settings, LoginCheck check, Mailboxes mailboxes) {
        this.wire = wire;
        this.settings = settings;
        this.check = check;
        this.mailboxes = mailboxes;
    }

    void hold() throws IOException {
        wire.send("+OK Posthorn sandbox POP3 server ready");
        Optional<User> user = Optional.empty();
        while (open && user.isEmpty()) {
            String line = wire.read();
            String[] words = line.trim().split("\\s+", 3);
            String verb = words[0].toUpperCase(Locale.ROOT);
            boolean secret = verb.equals("PASS") || (verb.equals("AUTH") && words.length > 2);
            wire.heard(secret ? verb + (verb.equals("AUTH") ? " " + words[1] : "") + " ***" : line);
            user = answer(verb, words, line);
        }
        if (user.isPresent()) {
            new Pop3Maildrop(wire, mailboxes.inbox(user.get()), this::capabilities).hold();
        }
    }

    private Optional<User> answer(String verb, String[] words, String line) throws IOException {
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
            case "QUIT":
                wire.send("+OK Posthorn sandbox POP3 server signing off.");
                open = false;
                break;
            default:
                wire.send("-ERR Command is not valid in this state.");
        }
        return Optional.empty();
    }

    private void capabilities() throws IOException {
        String sasl = settings.xoauth2() ? "SASL PLAIN XOAUTH2" : "SASL PLAIN";
        for (String line : new String[] {"+OK", "TOP", "UIDL", sasl, "USER", "."}) {
            wire.send(line);
        }
    }

    private Optional<User> auth(String[] words) throws IOException {
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

    private Optional<User> xoauth2(String initial) throws IOException {
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
        Optional<User> user = check.token(wire, ask());
        if (user.isEmpty() && settings.popLiesAboutLogin()) {
            return lie();
        }
        return entered(user);
    }

    private String ask() throws IOException {
        wire.send("+ ");
        return wire.readSecret();
    }

    private Optional<User> entered(Optional<User> user) throws IOException {
        wire.send(user.isPresent() ? "+OK User successfully authenticated." : REFUSED);
        return user;
    }

    /** Dovecot's form: the refusal is a challenge, and the next line, whatever it was meant to be, its answer. */
    private Optional<User> lie() throws IOException {
        wire.send(CHALLENGE);
        wire.heard(wire.read());
        wire.send("-ERR [AUTH] Authentication failed.");
        return Optional.empty();
    }
}

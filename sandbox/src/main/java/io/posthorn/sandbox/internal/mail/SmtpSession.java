package io.posthorn.sandbox.internal.mail;

import io.posthorn.sandbox.User;
import io.posthorn.sandbox.internal.Settings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * One connection to message submission (<a href="https://www.rfc-editor.org/rfc/rfc6409">RFC 6409</a>): greeting, EHLO,
 * STARTTLS and AUTH. What follows the login is {@link SmtpTransaction}'s.
 */
final class SmtpSession {
    private final Wire wire;
    private final MailSystem system;
    private final Settings settings;
    private final SSLContext tls;
    private final SmtpLogin login;
    private final SmtpTransaction transaction;
    private boolean open = true;

    SmtpSession(Wire wire, MailSystem system, SSLContext tls) {
        this.wire = wire;
        this.system = system;
        this.settings = system.settings();
        this.tls = tls;
        this.login = new SmtpLogin(system);
        this.transaction = new SmtpTransaction(wire, system);
    }

    void hold() throws IOException {
        try {
            converse();
        } finally {
            transaction.reset();
        }
    }

    private void converse() throws IOException {
        wire.send("220 localhost Posthorn sandbox ESMTP ready");
        while (open) {
            String line = wire.read();
            String verb = line.trim().split("\\s+", 2)[0].toUpperCase(Locale.ROOT);
            wire.heard(verb.equals("AUTH") ? masked(line) : SmtpTransaction.utf8(line));
            answer(verb, line);
        }
    }

    private void answer(String verb, String line) throws IOException {
        switch (verb) {
            case "EHLO" -> ehlo();
            case "HELO" -> wire.send("250 localhost Hello");
            case "STARTTLS" -> startTls();
            case "AUTH" -> auth(line);
            case "NOOP" -> wire.send("250 2.0.0 OK");
            case "RSET" -> {
                transaction.reset();
                wire.send("250 2.0.0 Resetting");
            }
            case "QUIT" -> {
                wire.left();
                wire.send("221 2.0.0 Service closing transmission channel");
                open = false;
            }
            case "MAIL", "RCPT", "DATA", "BDAT" -> transaction.answer(verb, line);
            default -> wire.send("500 5.3.3 Unrecognized command");
        }
    }

    private void ehlo() throws IOException {
        transaction.reset();
        List<String> offers = new ArrayList<>(List.of(
                "localhost Hello [127.0.0.1]",
                "SIZE " + system.limits().messageSize(),
                "PIPELINING",
                "DSN",
                "ENHANCEDSTATUSCODES"));
        if (offersStartTls()) {
            offers.add("STARTTLS");
        }
        List<String> mechanisms = login.mechanisms(wire);
        if (!mechanisms.isEmpty()) {
            offers.add("AUTH " + String.join(" ", mechanisms));
        }
        offers.addAll(List.of("8BITMIME", "BINARYMIME", "CHUNKING"));
        if (settings.smtpUtf8()) {
            offers.add("SMTPUTF8");
        }
        for (int i = 0; i < offers.size(); i++) {
            wire.send((i < offers.size() - 1 ? "250-" : "250 ") + offers.get(i));
        }
    }

    private boolean offersStartTls() {
        return settings.smtpStartTls() && !wire.tls();
    }

    private void startTls() throws IOException {
        if (!offersStartTls()) {
            wire.send("502 5.3.3 Command not implemented");
            return;
        }
        wire.send("220 2.0.0 SMTP server ready");
        wire.startTls(tls);
    }

    private void auth(String line) throws IOException {
        if (transaction.loggedIn()) {
            wire.send("503 5.5.2 Already authenticated");
            return;
        }
        Optional<User> user = login.login(wire, line);
        user.ifPresent(transaction::login);
    }

    private static String masked(String line) {
        String[] words = line.trim().split("\\s+", 3);
        return words.length < 3 ? line : words[0] + " " + words[1] + " ***";
    }
}

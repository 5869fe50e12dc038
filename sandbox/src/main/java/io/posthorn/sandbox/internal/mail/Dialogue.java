package io.posthorn.sandbox.internal.mail;

import io.posthorn.sandbox.Protocol;

import java.util.ArrayList;
import java.util.List;

/** The protocol lines of all mail connections. Who records a line leaves credentials and bodies out. */
public final class Dialogue {
    private final List<String> lines = new ArrayList<>();
    private final List<String> attempts = new ArrayList<>();

    synchronized void client(Protocol protocol, String line) {
        lines.add(protocol + " C: " + line);
    }

    synchronized void server(Protocol protocol, String line) {
        lines.add(protocol + " S: " + line);
    }

    synchronized void attempt(Protocol protocol, String mechanism, String user, boolean tls) {
        attempts.add(protocol + " " + mechanism + " " + user + (tls ? " tls" : " plain"));
    }

    /** All lines so far, as {@code SMTP C: EHLO …} or {@code IMAP S: * OK …}. */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Each login attempt that reached a server, as {@code IMAP XOAUTH2 alice@contoso.test tls}. */
    public synchronized List<String> attempts() {
        return List.copyOf(attempts);
    }
}

package io.posthorn.email.internal.mail;

import io.posthorn.oauth.Proxy;
import jakarta.mail.Session;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What is said to mail servers and by them, for people. Angus leaves the lines of a login out; whatever else holds a secret
 * that was used, in any of the forms it goes over the wire in, is masked here.
 */
public final class Transcript {

    /** Writes nothing. */
    public static final Transcript NONE = new Transcript(null);

    private static final String MASK = "***";

    private final @Nullable PrintStream out;
    private final List<String> secrets = new CopyOnWriteArrayList<>();

    private Transcript(@Nullable PrintStream target) {
        this.out = target == null ? null : new PrintStream(new Masking(target), true, StandardCharsets.UTF_8);
    }

    /**
     * Writes lines.
     *
     * @param target is not closed
     * @return the transcript
     */
    public static Transcript to(PrintStream target) {
        return new Transcript(target);
    }

    /**
     * Says what comes next.
     *
     * @param title of a step
     */
    public void heading(String title) {
        if (out != null) {
            out.println("## " + title);
        }
    }

    void listenTo(Session session) {
        if (out != null) {
            session.setDebugOut(out);
            session.setDebug(true);
        }
    }

    /** Hides what a login sends: the secret, and what XOAUTH2, PLAIN and LOGIN make of it. */
    void hide(@Nullable String user, @Nullable String secret) {
        if (out == null || user == null || secret == null) {
            return;
        }
        add(secret);
        add(base64(secret));
        add(base64("user=" + user + "\u0001auth=Bearer " + secret + "\u0001\u0001"));
        add(base64("\u0000" + user + "\u0000" + secret));
        add(base64(user + "\u0000" + user + "\u0000" + secret));
    }

    void hide(Proxy proxy) {
        add(proxy.password());
        add(base64(proxy.user() + ":" + proxy.password()));
    }

    private void add(String secret) {
        if (!secret.isEmpty()) {
            secrets.add(secret);
            secrets.sort(Comparator.comparing(String::length).reversed()); // no rest of a longer one is left
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Holds each line until its end, so that no secret slips through in two halves. */
    private final class Masking extends OutputStream {

        private final PrintStream target;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Masking(PrintStream target) {
            this.target = target;
        }

        @Override
        public synchronized void write(int octet) {
            line.write(octet);
            if (octet == '\n') {
                String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
                line.reset();
                for (String secret : secrets) {
                    text = text.replace(secret, MASK);
                }
                target.println(text);
            }
        }
    }
}

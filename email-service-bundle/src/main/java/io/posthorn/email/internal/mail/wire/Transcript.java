package io.posthorn.email.internal.mail.wire;

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
import java.util.regex.Pattern;

/**
 * What is said to mail servers and by them, for people. Secrets that were used are masked in every form in which they go over
 * the wire, and so is whatever else looks like a token. The lines of a login by password are left out by Angus.
 */
public final class Transcript {

    /** Writes nothing. */
    public static final Transcript NONE = new Transcript(null);

    private static final String MASK = "***";

    /** No command or reply has a word of this length; a token has nothing else. A challenge of the server's is no secret. */
    private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9+/=_.~-]{80,}");

    private static final Pattern CHALLENGE = Pattern.compile("(334|\\+) .*");

    /** Angus' remarks on itself; what it says of a login in its place stays. */
    private static final Pattern REMARK = Pattern.compile("DEBUG(?!.*suppressed).*");

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

    public void listenTo(Session session) {
        if (out != null) {
            session.setDebugOut(out);
            session.setDebug(true);
            if (session.getProperties().containsValue("XOAUTH2")) {
                session.getProperties().setProperty("mail.debug.auth", "true"); // the masked line, and the answer to it
            }
        }
    }

    /** Hides what a login sends: the secret, and what XOAUTH2, PLAIN and LOGIN make of it. */
    public void hide(@Nullable String user, @Nullable String secret) {
        if (out == null || user == null || secret == null) {
            return;
        }
        add(secret);
        add(base64(secret));
        add(base64("user=" + user + "\u0001auth=Bearer " + secret + "\u0001\u0001"));
        add(base64("\u0000" + user + "\u0000" + secret));
        add(base64(user + "\u0000" + user + "\u0000" + secret));
    }

    public void hide(Proxy proxy) {
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

    private String masked(String line) {
        String text = line;
        for (String secret : secrets) {
            text = text.replace(secret, MASK);
        }
        return CHALLENGE.matcher(text).matches()
                ? text
                : LONG_WORD.matcher(text).replaceAll(MASK);
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
                if (!REMARK.matcher(text).matches()) {
                    target.println(masked(text));
                }
            }
        }
    }
}

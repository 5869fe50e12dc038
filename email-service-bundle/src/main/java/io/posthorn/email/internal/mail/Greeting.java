package io.posthorn.email.internal.mail;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Protocol;
import io.posthorn.email.internal.mail.wire.MailFailures;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.pop3.POP3Store;
import org.eclipse.angus.mail.smtp.SMTPTransport;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Goes through greeting and TLS with a server, hears what it offers, and leaves before a login. */
record Greeting(Session session, ConnectionSettings settings) {

    private static final List<String> EXTENSIONS = List.of(
            "SIZE", "STARTTLS", "AUTH", "CHUNKING", "PIPELINING", "8BITMIME", "SMTPUTF8", "DSN", "ENHANCEDSTATUSCODES");
    private static final String NOBODY = "nobody"; // never sent

    /** The capabilities, each as the server words it. */
    List<String> capabilities() throws MessagingException {
        return switch (settings.protocol()) {
            case SMTP -> smtp();
            case IMAP -> imap();
            case POP3 -> pop3();
        };
    }

    private URLName url(String protocol) {
        return new URLName(protocol, settings.host(), settings.port(), null, null, null);
    }

    private List<String> smtp() throws MessagingException {
        session.getProperties().setProperty("mail.smtp.auth", "false");
        List<String> offers = new ArrayList<>();
        try (SMTPTransport smtp = new SMTPTransport(session, url("smtp"))) {
            smtp.connect(settings.host(), settings.port(), null, null);
            for (String extension : EXTENSIONS) {
                if (smtp.supportsExtension(extension)) {
                    String parameter = smtp.getExtensionParameter(extension);
                    offers.add(parameter == null || parameter.isEmpty() ? extension : extension + " " + parameter);
                }
            }
        }
        return offers;
    }

    private List<String> imap() throws MessagingException {
        List<String> offers = new ArrayList<>();
        IMAPStore store = new IMAPStore(session, url("imap")) {
            @Override
            protected void preLogin(IMAPProtocol protocol) throws ProtocolException {
                offers.addAll(new TreeMap<>(protocol.getCapabilities()).keySet());
                throw new ProtocolException("seen enough");
            }
        };
        try (store) {
            store.connect(settings.host(), settings.port(), NOBODY, NOBODY);
        } catch (MessagingException e) {
            if (offers.isEmpty()) {
                throw e;
            }
        }
        return offers;
    }

    /** Angus asks for the capabilities first, and gives up where no mechanism is known to both sides. */
    private List<String> pop3() throws MessagingException {
        session.getProperties().setProperty("mail.pop3.auth.mechanisms", NOBODY);
        try (POP3Store store = new POP3Store(session, url("pop3"))) {
            try {
                store.connect(settings.host(), settings.port(), NOBODY, NOBODY);
            } catch (AuthenticationFailedException e) {
                if (!MailFailures.text(e).startsWith("No authentication mechanisms")) {
                    throw e;
                }
            }
            return List.copyOf(new TreeMap<>(store.capabilities()).values());
        }
    }

    /** Whether a token may be sent to a server that offers this. */
    static boolean offersTokens(Protocol protocol, List<String> capabilities) {
        String pattern = protocol == Protocol.IMAP ? "AUTH=XOAUTH2" : "(AUTH|SASL)[ =](.* )?XOAUTH2( .*)?";
        return capabilities.stream()
                .anyMatch(line -> line.toUpperCase(java.util.Locale.ROOT).matches(pattern));
    }
}

package io.posthorn.email.internal;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.Login;
import io.posthorn.email.OutboxEntry;
import io.posthorn.email.Receipt;
import io.posthorn.email.Sender;
import io.posthorn.email.internal.mail.MailTransport;
import io.posthorn.email.internal.mail.compose.Outgoing;
import io.posthorn.email.internal.outbox.OutboxComponent;
import io.posthorn.email.internal.outbox.SendingPage;
import io.posthorn.email.internal.outbox.Submission;

import java.util.Locale;
import java.util.Optional;

/** A way through the outbox by settings of its owner. */
final class SettingsSender implements Sender, SendingPage {

    private final String mailbox;
    private final String way;
    private final ConnectionSettings settings;
    private final Limits limits;
    private final MailTransport transport;
    private final OutboxComponent outbox;
    private final OutboxComponent.Attachment attachment;
    private int running;
    private boolean closed;

    SettingsSender(
            String name, ConnectionSettings settings, Limits limits, MailTransport transport, OutboxComponent outbox) {
        if (!name.matches("[a-z0-9-]{1,20}")) {
            throw new IllegalArgumentException(
                    "'" + name + "' names no way through the outbox: up to 20 lower-case letters, digits and hyphens.");
        }
        this.mailbox = mailbox(settings);
        this.way = mailbox + "/" + name;
        this.settings = settings;
        this.limits = limits.patient();
        this.transport = transport;
        this.outbox = outbox;
        this.attachment = outbox.attach(this);
    }

    private static String mailbox(ConnectionSettings settings) {
        if (settings.login() instanceof Login.OAuth oauth) {
            return oauth.mailbox().toLowerCase(Locale.ROOT);
        }
        if (settings.login() instanceof Login.Password password) {
            return password.user().toLowerCase(Locale.ROOT);
        }
        return settings.host() + ":" + settings.port();
    }

    @Override
    public OutboxEntry submit(Email email, String key) {
        return supersede("", email, key);
    }

    @Override
    public OutboxEntry supersede(String earlierKey, Email email, String key) {
        if (isClosed()) {
            throw new EmailException(
                    EmailException.Kind.TEMPORARY,
                    "",
                    "The settings of the sender '" + way + "' are being changed. Try again.",
                    null);
        }
        return outbox.submit(new Submission(way, email.subject(), transport.compose(email), key, earlierKey));
    }

    @Override
    public String mailbox() {
        return way;
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public Receipt send(Outgoing mail) {
        begin();
        try {
            return transport.send(settings, limits, mail);
        } finally {
            end();
        }
    }

    @Override
    public Optional<Boolean> isInSentItems(String messageId) {
        return Optional.empty();
    }

    @Override
    public void endRest() {
        transport.endRest(mailbox);
    }

    private synchronized void begin() {
        running++;
    }

    private synchronized void end() {
        running--;
        closeAccount();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void closeAccount() {
        if (closed && running == 0 && settings.login() instanceof Login.OAuth oauth) {
            oauth.account().close();
        }
    }

    @Override
    public void close() {
        attachment.close(); // not within the lock: it waits for the outbox
        synchronized (this) {
            closed = true;
            closeAccount();
        }
    }
}

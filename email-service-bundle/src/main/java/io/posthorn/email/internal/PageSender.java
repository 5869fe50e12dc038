package io.posthorn.email.internal;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Login;
import io.posthorn.email.Protocol;
import io.posthorn.email.Receipt;
import io.posthorn.email.internal.mail.MailTransport;
import io.posthorn.email.internal.mail.compose.Outgoing;
import io.posthorn.email.internal.outbox.SendingPage;
import io.posthorn.oauth.OAuthAccount;
import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.function.Function;

/** Sends the outbox's mail by the page. */
final class PageSender implements SendingPage {

    /** Runs work on settings of the page. */
    interface OnPage {
        <T> T run(Function<@Nullable OAuthAccount, ConnectionSettings> half, Function<ConnectionSettings, T> work);
    }

    private final EmailServicePage page;
    private final OnPage onPage;
    private final MailTransport transport;
    private final String mailbox;
    private final Limits limits;

    /** @throws io.posthorn.page.WrongPageException if the page is wrong */
    PageSender(EmailServicePage page, OnPage onPage, MailTransport transport) {
        this.page = page;
        this.onPage = onPage;
        this.transport = transport;
        this.mailbox = page.mailbox();
        this.limits = page.limits().patient();
    }

    @Override
    public String mailbox() {
        return mailbox;
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public Receipt send(Outgoing mail) {
        return onPage.run(page::sending, settings -> transport.send(settings, limits, mail));
    }

    @Override
    public void endRest() {
        transport.endRest(mailbox);
    }

    @Override
    public Optional<Boolean> isInSentItems(String messageId) {
        return onPage.run(
                page::receiving, settings -> ofSender(settings).map(own -> transport.isInSentItems(own, messageId)));
    }

    /** The copy is in the mailbox that has logged in to send, which need not be the one that is read. */
    private Optional<ConnectionSettings> ofSender(ConnectionSettings reading) {
        if (reading.protocol() != Protocol.IMAP) {
            return Optional.empty();
        }
        if (reading.login() instanceof Login.OAuth oauth) {
            return Optional.of(new ConnectionSettings(
                    reading.protocol(),
                    reading.host(),
                    reading.port(),
                    reading.security(),
                    reading.startTls(),
                    new Login.OAuth(oauth.account(), mailbox)));
        }
        boolean same = reading.login() instanceof Login.Password password
                && password.user().equalsIgnoreCase(mailbox);
        return same ? Optional.of(reading) : Optional.empty();
    }
}

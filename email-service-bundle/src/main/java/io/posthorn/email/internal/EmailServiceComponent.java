package io.posthorn.email.internal;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailHandler;
import io.posthorn.email.EmailService;
import io.posthorn.email.MailFolder;
import io.posthorn.email.OutboxEntry;
import io.posthorn.email.Protocol;
import io.posthorn.email.Query;
import io.posthorn.email.Receipt;
import io.posthorn.email.Sender;
import io.posthorn.email.internal.mail.MailTransport;
import io.posthorn.email.internal.outbox.OutboxComponent;
import io.posthorn.email.internal.outbox.Submission;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenService;
import io.posthorn.page.Page;
import io.posthorn.page.WrongPageException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * The Email service, on the settings of its page. It is always there: while the page is missing or wrong, the calls fail
 * with the page's sentence. A changed page makes a new instance; calls that run on the old one end on its settings.
 */
@Component(configurationPid = EmailServicePage.PID, immediate = true)
@Designate(ocd = EmailServiceConfig.class)
public final class EmailServiceComponent implements EmailService {

    private static final Logger log = LoggerFactory.getLogger(EmailServiceComponent.class);

    private final EmailServicePage page;
    private final boolean filledIn;
    private final TokenService tokens;
    private final MailTransport transport;

    /** Held while the page stands, so that its token stays in memory between calls. */
    private final @Nullable OAuthAccount account;

    private final OutboxComponent outbox;
    private final OutboxComponent.@Nullable Attachment attachment;

    /**
     * Made by Declarative Services.
     *
     * @param config the page, with defaults for what it leaves out
     * @param properties tells whether there is a page at all
     * @param tokens where tokens come from
     * @param transport the connections to mail servers
     * @param outbox keeps what is submitted
     */
    @Activate
    public EmailServiceComponent(
            EmailServiceConfig config,
            Map<String, Object> properties,
            @Reference TokenService tokens,
            @Reference MailTransportComponent transport,
            @Reference OutboxComponent outbox) {
        this.page = new EmailServicePage(config);
        this.filledIn = properties.containsKey("service.pid");
        this.tokens = tokens;
        this.transport = transport.transport();
        for (String name : Page.unknown(EmailServiceConfig.class, properties.keySet())) {
            log.warn("The {} has no property '{}'; it is ignored. Is it misspelt?", EmailServicePage.PAGE.name(), name);
        }
        this.account = filledIn ? check() : null;
        this.outbox = outbox;
        this.attachment = filledIn ? attach() : null;
    }

    /** A wrong page sends nothing, and what was submitted before waits. */
    private OutboxComponent.@Nullable Attachment attach() {
        try {
            PageSender sender = new PageSender(page, this::onPage, transport);
            return outbox.attach(sender, page.outbox());
        } catch (WrongPageException e) {
            log.warn("The outbox cannot send: {}", e.getMessage());
            return null;
        }
    }

    /** Says at once in the log what the first call would fail with. */
    private @Nullable OAuthAccount check() {
        OAuthAccount opened = null;
        try {
            opened = page.isOAuth() ? page.account(tokens) : null;
            page.sending(opened);
            page.receiving(opened);
            page.limits();
            log.info(
                    "The {} is in use, {} OAuth 2.0.",
                    EmailServicePage.PAGE.name(),
                    opened == null ? "without" : "with");
        } catch (TokenException e) {
            log.debug("The page of the account is not there yet: {}", e.getMessage());
        } catch (WrongPageException e) {
            log.warn("Mail cannot be sent or received: {}", e.getMessage());
        }
        return opened;
    }

    @Deactivate
    void deactivate() {
        if (attachment != null) {
            attachment.close();
        }
        if (account != null) {
            account.close();
        }
    }

    @Override
    public Receipt send(Email email) {
        return onPage(
                account -> {
                    page.limits();
                    return page.sending(account);
                },
                settings -> send(email, settings));
    }

    @Override
    public Receipt send(Email email, ConnectionSettings connection) {
        require(connection.protocol() == Protocol.SMTP, "Sending needs an SMTP connection", connection);
        Receipt receipt = transport.send(connection, limits(), email);
        log.debug("The {} accepted {}: {}", connection.server(), receipt.messageId(), receipt.serverReply());
        return receipt;
    }

    /** Those of the page, for own connection settings too: a mailbox has one set of limits, whoever uses it. */
    private Limits limits() {
        try {
            return page.limits();
        } catch (WrongPageException e) {
            return Limits.EXCHANGE;
        }
    }

    private static Email withAttachments(Email email, Map<String, Document> attachments) {
        if (attachments.isEmpty()) {
            throw new EmailException(
                    Kind.MESSAGE, "", "The map of attachments is empty. Give at least one document.", null);
        }
        Email.Builder whole = email.toBuilder();
        attachments.forEach((name, document) -> whole.attachment(document.named(name)));
        return whole.build();
    }

    @Override
    public Receipt sendWithDocument(Email email, Document document) {
        return send(email.toBuilder().attachment(document).build());
    }

    @Override
    public Receipt sendWithDocument(Email email, Document document, ConnectionSettings connection) {
        return send(email.toBuilder().attachment(document).build(), connection);
    }

    @Override
    public Receipt sendWithMapOfAttachments(Email email, Map<String, Document> attachments) {
        return send(withAttachments(email, attachments));
    }

    @Override
    public Receipt sendWithMapOfAttachments(
            Email email, Map<String, Document> attachments, ConnectionSettings connection) {
        return send(withAttachments(email, attachments), connection);
    }

    @Override
    public int receive(Query query, EmailHandler handler) {
        return onPage(page::receiving, settings -> receive(query, handler, settings));
    }

    @Override
    public int receive(Query query, EmailHandler handler, ConnectionSettings connection) {
        require(connection.protocol() != Protocol.SMTP, "Receiving needs an IMAP or POP3 connection", connection);
        return transport.receive(connection, query, handler);
    }

    @Override
    public OutboxEntry submit(Email email, String key) {
        return submit(email, key, "");
    }

    @Override
    public OutboxEntry supersede(String earlierKey, Email email, String key) {
        return submit(email, key, earlierKey);
    }

    @Override
    public Sender open(String name, ConnectionSettings connection) {
        require(connection.protocol() == Protocol.SMTP, "Sending needs an SMTP connection", connection);
        return new SettingsSender(name, connection, limits(), transport, outbox);
    }

    @Override
    public MailFolder folder(String name, ConnectionSettings connection, Duration patience) {
        require(connection.protocol() != Protocol.SMTP, "A folder needs an IMAP or POP3 connection", connection);
        return transport.folder(name, connection, patience);
    }

    @Override
    public String mailbox() {
        return onPage(page::sending, settings -> page.mailbox());
    }

    private OutboxEntry submit(Email email, String key, String earlierKey) {
        Submission submission = onPage(
                account -> {
                    page.limits();
                    page.outbox();
                    return page.sending(account);
                },
                settings -> new Submission(page.mailbox(), email.subject(), transport.compose(email), key, earlierKey));
        return outbox.submit(submission); // what it says is not about the page's fields
    }

    /** <i>Use Global Settings</i>. */
    private <T> T onPage(
            Function<@Nullable OAuthAccount, ConnectionSettings> half, Function<ConnectionSettings, T> work) {
        if (!filledIn) {
            throw new EmailException(
                    Kind.APPLICATION,
                    "",
                    "The " + EmailServicePage.PAGE.name()
                            + " is not filled in. Do so in the web console under Configuration," + " or in a file "
                            + EmailServicePage.PID + ".cfg of the configuration folder.",
                    null);
        }
        try {
            if (!page.isOAuth()) {
                return onPage(half.apply(null), work);
            }
            // Each call holds the account itself, so that it ends well when the page changes meanwhile.
            try (OAuthAccount call = page.account(tokens)) {
                return onPage(half.apply(call), work);
            }
        } catch (WrongPageException | TokenException e) {
            throw new EmailException(Kind.APPLICATION, "", String.valueOf(e.getMessage()), null);
        }
    }

    private <T> T onPage(ConnectionSettings settings, Function<ConnectionSettings, T> work) {
        try {
            return work.apply(settings);
        } catch (EmailException e) {
            if (e.kind() == Kind.MESSAGE || e.kind() == Kind.RECIPIENT || e.kind() == Kind.IN_DOUBT) {
                throw e;
            }
            throw new EmailException(
                    e.kind(),
                    e.serverReply(),
                    page.named(String.valueOf(e.getMessage())),
                    e.retryAfter().orElse(null),
                    e.isForWholeMailbox(),
                    e.outcomes(),
                    e.getCause());
        }
    }

    private static void require(boolean fits, String rule, ConnectionSettings connection) {
        if (!fits) {
            throw new EmailException(
                    Kind.APPLICATION, "", rule + "; the one given is for " + connection.protocol() + ".", null);
        }
    }
}

package io.posthorn.endpoint.internal;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailService;
import io.posthorn.email.MailFolder;
import io.posthorn.email.Outbox;
import io.posthorn.email.OutboxEntry;
import io.posthorn.email.Sender;
import io.posthorn.endpoint.internal.work.Mailroom;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenService;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;

/** The mailbox by the page's settings, and the way of its answers: by a server of the endpoint's own, or the Email service's. */
final class OwnMailroom implements Mailroom {

    private static final int LONGEST_WAY = 20;

    private final String endpoint;
    private final Connections connections;
    private final EmailService email;
    private final Outbox outbox;
    private final TokenService tokens;
    private @Nullable OAuthAccount account;
    private @Nullable Sender sender;
    private boolean closed;

    OwnMailroom(String endpoint, Connections connections, EmailService email, Outbox outbox, TokenService tokens) {
        this.endpoint = endpoint;
        this.connections = connections;
        this.email = email;
        this.outbox = outbox;
        this.tokens = tokens;
    }

    @Override
    public synchronized MailFolder folder(String name) {
        return email.folder(name, connections.inbox(account()), connections.patience());
    }

    private @Nullable OAuthAccount account() {
        if (closed) {
            throw new IllegalStateException("The settings of the endpoint " + endpoint + " are being changed.");
        }
        if (account == null && connections.isOAuth()) {
            account = connections.account(tokens);
        }
        return account;
    }

    @Override
    public void checkSending() {
        if (connections.isSendingItself()) {
            sender();
        } else {
            email.mailbox();
        }
    }

    @Override
    public void submit(Email mail, String key) {
        if (connections.isSendingItself()) {
            sender().submit(mail, key);
        } else {
            email.submit(mail, key);
        }
    }

    /** Has an account of its own, since it may outlive the watching until what is being sent has been sent. */
    private synchronized Sender sender() {
        Sender open = sender;
        if (open == null) {
            account(); // throws if this is closed
            OAuthAccount own = connections.isOAuth() ? connections.account(tokens) : null;
            try {
                ConnectionSettings settings = connections.sending(own).orElseThrow();
                open = email.open(way(endpoint), settings);
            } catch (EmailException | TokenException | IllegalArgumentException e) {
                if (own != null) {
                    own.close();
                }
                throw e;
            }
            sender = open;
        }
        return open;
    }

    /** How the outbox calls the way: the endpoint's name, if it is fit for that, or else a part of it and a number. */
    static String way(String endpoint) {
        String slug = endpoint.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        if (slug.equals(endpoint) && slug.length() <= LONGEST_WAY) {
            return slug;
        }
        CRC32 number = new CRC32();
        number.update(endpoint.getBytes(StandardCharsets.UTF_8));
        return slug.substring(0, Math.min(slug.length(), 11)) + "-" + String.format("%08x", number.getValue());
    }

    @Override
    public Optional<OutboxEntry> submitted(String key) {
        return outbox.findByKey(key);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (sender != null) {
            sender.close();
        }
        if (account != null) {
            account.close();
        }
    }
}

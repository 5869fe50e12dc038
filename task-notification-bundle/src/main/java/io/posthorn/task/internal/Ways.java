package io.posthorn.task.internal;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Email;
import io.posthorn.email.EmailService;
import io.posthorn.email.Login;
import io.posthorn.email.OutboxEntry;
import io.posthorn.email.Sender;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.TokenService;

/** Opens the way that the page says. */
final class Ways {

    /** In the outbox, mail with settings of its own is listed as that of the mailbox and this name. */
    private static final String NAME = "task";

    private Ways() {}

    static Way open(TaskPage page, EmailService email, TokenService tokens) {
        if (page.usesEmailService()) {
            return new ByEmailService(email);
        }
        OAuthAccount account = page.isOAuth() ? page.account(tokens) : null;
        try {
            ConnectionSettings connection = page.connection(account);
            return new ByOwnSettings(mailbox(connection), email.open(NAME, connection));
        } catch (RuntimeException e) {
            if (account != null) {
                account.close();
            }
            throw e;
        }
    }

    private static String mailbox(ConnectionSettings connection) {
        if (connection.login() instanceof Login.OAuth oauth) {
            return oauth.mailbox();
        }
        return connection.login() instanceof Login.Password password
                ? password.user()
                : connection.host() + ":" + connection.port();
    }

    private record ByEmailService(EmailService email) implements Way {
        @Override
        public String mailbox() {
            return email.mailbox();
        }

        @Override
        public OutboxEntry submit(String earlierKey, Email mail, String key) {
            return email.supersede(earlierKey, mail, key);
        }

        @Override
        public void close() {}
    }

    private record ByOwnSettings(String mailbox, Sender sender) implements Way {
        @Override
        public OutboxEntry submit(String earlierKey, Email mail, String key) {
            return sender.supersede(earlierKey, mail, key);
        }

        @Override
        public void close() {
            sender.close();
        }
    }
}

package io.posthorn.endpoint.internal;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Login;
import io.posthorn.email.Protocol;
import io.posthorn.email.StartTls;
import io.posthorn.email.TransportSecurity;
import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenService;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The servers of an endpoint, as its page names them. */
final class Connections {

    private final Fields fields;

    Connections(Fields fields) {
        this.fields = fields;
    }

    /** @throws io.posthorn.page.WrongPageException at the first fault that can be seen without asking a server */
    void check() {
        patience();
        if (isOAuth()) {
            checkOAuth();
            required(Field.INBOX_USER, mailbox());
            checkServers();
        } else {
            inbox(null);
            sending(null);
        }
    }

    /** What can be seen of them without an account, whose cloud may name them. */
    private void checkServers() {
        String host = fields.text(Field.INBOX_HOST);
        String any = host.isEmpty() ? "localhost" : host;
        settings(protocol(), any, Field.INBOX_HOST, Field.INBOX_PORT, Field.INBOX_SSL_ENABLED, Login.NONE);
        if (isSendingItself()) {
            String smtp = fields.text(Field.SMTP_HOST);
            settings(Protocol.SMTP, smtp, Field.SMTP_HOST, Field.SMTP_PORT, Field.SMTP_SSL_ENABLED, Login.NONE);
        }
    }

    /** Whose mail it is: the address that logs in, or of a login that is none, with the server that knows it. */
    String identity() {
        String user = mailbox();
        return user.contains("@") ? user : user + "@" + fields.text(Field.INBOX_HOST);
    }

    boolean isOAuth() {
        return fields.bool(Field.OAUTH);
    }

    Protocol protocol() {
        return fields.choice(Field.INBOX_PROTOCOL, "IMAP", "POP3")
                .map(Protocol::valueOf)
                .orElse(Protocol.IMAP);
    }

    /** Who logs in. */
    String mailbox() {
        return required(Field.INBOX_USER, fields.text(Field.INBOX_USER));
    }

    private String required(Field field, String value) {
        return value.isEmpty()
                ? fields.required(field, "Give the user that logs in; for Microsoft 365 the address of the mailbox.")
                : value;
    }

    Duration patience() {
        return Duration.ofSeconds(fields.number(Field.INBOX_TIMEOUT, 1, 3600));
    }

    /** Whether answers go out by a server of the endpoint's own. */
    boolean isSendingItself() {
        return !fields.text(Field.SMTP_HOST).isEmpty();
    }

    /** Who sends, if the endpoint does so itself. */
    String sender() {
        String user = fields.text(Field.SMTP_USER);
        return user.isEmpty() ? mailbox() : user;
    }

    ConnectionSettings inbox(@Nullable OAuthAccount account) {
        String typed = fields.text(Field.INBOX_HOST);
        String host = typed.isEmpty() && account != null
                ? account.cloud().receiveHost()
                : fields.required(Field.INBOX_HOST, "Give the DNS name of the server of the watched mailbox.");
        Login login = account == null
                ? password(Field.INBOX_USER, Field.INBOX_PASSWORD)
                : new Login.OAuth(account, mailbox());
        return settings(protocol(), host, Field.INBOX_HOST, Field.INBOX_PORT, Field.INBOX_SSL_ENABLED, login);
    }

    /** Empty if answers go out by the Email service's page. */
    Optional<ConnectionSettings> sending(@Nullable OAuthAccount account) {
        if (!isSendingItself()) {
            return Optional.empty();
        }
        String host = fields.text(Field.SMTP_HOST);
        String user = fields.text(Field.SMTP_USER);
        Login login;
        if (account != null) {
            login = new Login.OAuth(account, user.isEmpty() ? mailbox() : user);
        } else {
            login = user.isEmpty() ? Login.NONE : password(Field.SMTP_USER, Field.SMTP_PASSWORD);
        }
        return Optional.of(
                settings(Protocol.SMTP, host, Field.SMTP_HOST, Field.SMTP_PORT, Field.SMTP_SSL_ENABLED, login));
    }

    private Login password(Field user, Field password) {
        String name = required(user, fields.text(user));
        return new Login.Password(
                name,
                fields.required(
                        password,
                        "Give the password of " + name
                                + "; for Microsoft 365, tick OAuth 2.0 Authentication Settings instead."));
    }

    private ConnectionSettings settings(
            Protocol protocol, String host, Field hostField, Field port, Field tls, Login login) {
        TransportSecurity security = fields.bool(tls) ? TransportSecurity.TLS : TransportSecurity.NONE;
        int number = fields.port(port);
        return fields.checked(
                hostField, () -> new ConnectionSettings(protocol, host, number, security, StartTls.AUTOMATIC, login));
    }

    private void checkOAuth() {
        requireTls(Field.INBOX_SSL_ENABLED);
        if (isSendingItself()) {
            requireTls(Field.SMTP_SSL_ENABLED);
        }
        String name = fields.text(Field.OAUTH_ACCOUNT);
        if (name.isEmpty()) {
            client();
            return;
        }
        for (Field field : List.of(Field.CLIENT_ID, Field.CLIENT_SECRET, Field.REFRESH_TOKEN)) {
            if (fields.isTyped(field)) {
                throw fields.wrong(
                        field,
                        "is filled in, and the field OAuth Account is '" + name + "'. Use either the account, or the"
                                + " page's own Client ID, Client Secret and Refresh Token: empty the other.");
            }
        }
    }

    private void requireTls(Field field) {
        if (!fields.bool(field)) {
            throw fields.wrong(
                    field, "is not ticked. OAuth 2.0 needs TLS, or the token could be read on its way: tick it.");
        }
    }

    /** The sign-in, by an account's name or by the page's own fields. */
    OAuthAccount account(TokenService tokens) {
        checkOAuth();
        List<Permission> more = new ArrayList<>();
        if (isSendingItself()) {
            more.add(Permission.SMTP_SEND);
        }
        Permission reading = protocol() == Protocol.POP3 ? Permission.POP_ACCESS : Permission.IMAP_ACCESS;
        more.add(reading);
        Permission[] permissions = more.toArray(Permission[]::new);
        String name = fields.text(Field.OAUTH_ACCOUNT);
        return name.isEmpty() ? tokens.open(client(), permissions) : tokens.account(name, permissions);
    }

    private OAuthClient client() {
        String id = fields.required(
                Field.CLIENT_ID,
                "OAuth 2.0 Authentication Settings is ticked: copy the application (client) ID from the app registration,"
                        + " or fill in OAuth Account.");
        String secret = fields.text(Field.CLIENT_SECRET);
        String token = fields.required(
                Field.REFRESH_TOKEN,
                "OAuth 2.0 Authentication Settings is ticked: paste the refresh token of a sign-in, or fill in OAuth Account"
                        + " and run mail:signin.");
        Cloud preset = Cloud.preset("Global").orElseThrow();
        String authority = fields.text(Field.AUTHORITY);
        Cloud cloud = authority.isEmpty()
                ? preset
                : fields.checked(Field.AUTHORITY, () -> preset.issuedBy(URI.create(authority)));
        return fields.checked(Field.TENANT, () -> new OAuthClient(cloud, fields.text(Field.TENANT), id, secret, token));
    }
}

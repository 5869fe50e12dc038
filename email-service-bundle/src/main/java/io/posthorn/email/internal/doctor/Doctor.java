package io.posthorn.email.internal.doctor;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Login;
import io.posthorn.email.Protocol;
import io.posthorn.email.internal.EmailServicePage;
import io.posthorn.email.internal.mail.Checkup;
import io.posthorn.email.internal.mail.wire.Transcript;
import io.posthorn.oauth.AccountStatus;
import io.posthorn.oauth.Network;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenService;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Walks the way of a mail: pages first, then the authority and the token, then each mail server. Ends at the first step
 * that fails.
 */
final class Doctor {

    private static final TokenFacts NO_TOKEN = new TokenFacts(Map.of());

    private final EmailServicePage page;
    private final TokenService tokens;
    private final Network network;
    private final Transcript transcript;
    private final Chart chart;
    private final String from;

    /** @param from the sender to try; empty for the mailbox that logs in */
    Doctor(
            EmailServicePage page,
            TokenService tokens,
            Network network,
            Transcript transcript,
            Chart chart,
            String from) {
        this.from = from;
        this.page = page;
        this.tokens = tokens;
        this.network = network;
        this.transcript = transcript;
        this.chart = chart;
    }

    /** The page Email service, and all behind it. */
    void examinePage() {
        boolean oauth = chart.value(
                "Configuration",
                page::isOAuth,
                yes -> EmailServicePage.PAGE.name() + ", "
                        + (yes ? "with OAuth 2.0" : "with passwords, which Microsoft 365 takes no more") + ".");
        if (!oauth) {
            examine(null);
            return;
        }
        OAuthAccount account = chart.quiet("Account", () -> page.account(tokens));
        try (account) {
            account(account, who());
            examine(account);
        }
    }

    private String who() {
        String name = page.accountName();
        return name.isEmpty()
                ? "the page's own Client ID " + page.client().clientId()
                : "'" + name + "', on its page OAuth 2.0 account";
    }

    private void account(OAuthAccount account, String name) {
        chart.value(
                "Account",
                account::cloud,
                cloud -> name + "; cloud " + cloud.label() + ", tokens from " + cloud.authority() + " for "
                        + cloud.mailResource() + ".");
    }

    private void examine(@Nullable OAuthAccount account) {
        ConnectionSettings sending = chart.value("SMTP settings", () -> page.sending(account), Doctor::text);
        String receives = "Receive settings";
        ConnectionSettings receiving = chart.value(receives, () -> page.receiving(account), Doctor::text);
        Checkup smtp = chart.value(
                "Network", () -> new Checkup(sending, network, transcript), way -> "The page Network can be used.");
        try (smtp;
                Checkup reading = new Checkup(receiving, network, transcript)) {
            TokenFacts facts = account == null ? NO_TOKEN : token(account, sending, receiving);
            new ServerWard(sending, smtp, client(), from, chart).examine(facts);
            new ServerWard(receiving, reading, client(), from, chart).examine(facts);
        }
    }

    private TokenFacts token(OAuthAccount account, ConnectionSettings sending, ConnectionSettings receiving) {
        Permission receive = receiving.protocol() == Protocol.POP3 ? Permission.POP_ACCESS : Permission.IMAP_ACCESS;
        TokenFacts facts = new TokenWard(tokens, chart).examine(account, List.of(Permission.SMTP_SEND, receive));
        String user = ServerWard.mailbox(sending.login());
        facts.user()
                .filter(signedIn -> !signedIn.equalsIgnoreCase(user))
                .ifPresent(signedIn -> chart.warning(
                        "User",
                        signedIn + " has signed in, and the field SMTP User is " + user + ". That is right if they are"
                                + " names of one mailbox; otherwise SMTP mostly takes the login of the token's own user"
                                + " only."));
        return facts;
    }

    private static String text(ConnectionSettings settings) {
        String user = ServerWard.mailbox(settings.login());
        return settings.server() + ", " + settings.security()
                + (settings.login() == Login.NONE ? ", no login." : ", as " + user + ".");
    }

    private String client() {
        return page.isOAuth() && page.accountName().isEmpty()
                ? page.client().clientId()
                : status(page.accountName()).map(AccountStatus::clientId).orElse("");
    }

    private Optional<AccountStatus> status(String name) {
        return tokens.accounts().stream()
                .filter(account -> account.name().equals(name))
                .findFirst();
    }

    /** An account that the page does not use: there is no mail server to try it with. */
    void examineAccount(String name) {
        chart.ok(
                "Configuration",
                "The account '" + name + "' is not the one of the " + EmailServicePage.PAGE.name()
                        + ", so only its token is looked at; for the mail servers, put its name into the field OAuth"
                        + " Account there.");
        Permission permission = status(name)
                .flatMap(account -> account.permissions().stream().sorted().findFirst())
                .orElse(Permission.SMTP_SEND);
        try (OAuthAccount account = tokens.account(name)) {
            account(account, "'" + name + "'");
            new TokenWard(tokens, chart).examine(account, List.of(permission));
        }
    }
}

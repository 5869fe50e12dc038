package io.posthorn.email.internal;

import io.posthorn.check.PageCheck;
import io.posthorn.email.ConnectionSettings;
import io.posthorn.oauth.Network;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenService;
import io.posthorn.page.TypedPage;
import io.posthorn.page.WrongPageException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Checks the page <i>Email service</i> before it is saved, and logs in to both of its servers. It is refused if a server refuses; not
 * if one cannot be asked now, or if nobody has signed in yet.
 */
@Component(property = PageCheck.PAGE + "=" + EmailServicePage.PID)
public final class EmailServicePageCheck implements PageCheck {

    /** Whoever saves a page waits for it. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final TokenService tokens;
    private final LoginTrial trial;

    /**
     * Made by Declarative Services.
     *
     * @param tokens knows accounts
     * @param network how servers are reached
     */
    @Activate
    public EmailServicePageCheck(@Reference TokenService tokens, @Reference Network network) {
        this(tokens, network, LIMIT);
    }

    EmailServicePageCheck(TokenService tokens, Network network, Duration limit) {
        this.tokens = tokens;
        this.trial = new LoginTrial(network, limit);
    }

    @Override
    public Optional<String> check(String pid, Map<String, Object> properties) {
        EmailServicePage page = new EmailServicePage(TypedPage.of(EmailServiceConfig.class, properties));
        try {
            if (page.isOAuth()) {
                try (OAuthAccount account = page.account(tokens)) {
                    return check(page, account);
                }
            }
            return check(page, null);
        } catch (TokenException e) { // the page of the account may come later
            return Optional.empty();
        } catch (WrongPageException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> check(EmailServicePage page, @Nullable OAuthAccount account) {
        page.limits();
        page.outbox();
        ConnectionSettings sending = page.sending(account);
        ConnectionSettings receiving = page.receiving(account);
        boolean hasOwnToken = page.isOAuth() && page.accountName().isEmpty();
        return trial.refusal(hasOwnToken, sending, receiving).map(page::named);
    }
}

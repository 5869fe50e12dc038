package io.posthorn.email.internal;

import io.posthorn.check.PageCheck;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenService;
import io.posthorn.page.TypedPage;
import io.posthorn.page.WrongPageException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.util.Map;
import java.util.Optional;

/** Checks the page <i>Email service</i> before it is saved. No server is asked. */
@Component(property = PageCheck.PAGE + "=" + EmailServicePage.PID)
public final class EmailServicePageCheck implements PageCheck {

    private final TokenService tokens;

    /**
     * Made by Declarative Services.
     *
     * @param tokens knows accounts
     */
    @Activate
    public EmailServicePageCheck(@Reference TokenService tokens) {
        this.tokens = tokens;
    }

    @Override
    public Optional<String> check(String pid, Map<String, Object> properties) {
        EmailServicePage page = new EmailServicePage(TypedPage.of(EmailServiceConfig.class, properties));
        try {
            if (page.isOAuth()) {
                try (OAuthAccount account = page.account(tokens)) {
                    check(page, account);
                }
            } else {
                check(page, null);
            }
            return Optional.empty();
        } catch (TokenException e) { // the page of the account may come later
            return Optional.empty();
        } catch (WrongPageException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static void check(EmailServicePage page, @Nullable OAuthAccount account) {
        page.limits();
        page.outbox();
        page.sending(account);
        page.receiving(account);
    }
}

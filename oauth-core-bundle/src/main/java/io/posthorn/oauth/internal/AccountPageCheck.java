package io.posthorn.oauth.internal;

import io.posthorn.check.PageCheck;
import io.posthorn.page.TypedPage;
import io.posthorn.page.WrongPageException;
import org.osgi.service.component.annotations.Component;

import java.util.Map;
import java.util.Optional;

/** Checks a page <i>OAuth 2.0 account</i> before it is saved. */
@Component(property = PageCheck.PAGE + "=" + AccountPage.PID)
public final class AccountPageCheck implements PageCheck {

    @Override
    public Optional<String> check(String pid, Map<String, Object> properties) {
        try {
            new AccountPage(TypedPage.of(AccountConfig.class, properties)).client(pid);
            return Optional.empty();
        } catch (WrongPageException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}

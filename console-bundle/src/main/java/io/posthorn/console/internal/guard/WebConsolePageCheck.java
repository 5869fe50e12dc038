package io.posthorn.console.internal.guard;

import io.posthorn.check.PageCheck;
import io.posthorn.page.TypedPage;
import io.posthorn.page.WrongPageException;
import org.osgi.service.component.annotations.Component;

import java.util.Map;
import java.util.Optional;

/** Checks the page <i>Web console</i> before it is saved. */
@Component(property = PageCheck.PAGE + "=" + WebConsolePage.PID)
public final class WebConsolePageCheck implements PageCheck {

    @Override
    public Optional<String> check(String pid, Map<String, Object> properties) {
        try {
            new WebConsolePage(TypedPage.of(WebConsoleConfig.class, properties)).hosts();
            return Optional.empty();
        } catch (WrongPageException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}

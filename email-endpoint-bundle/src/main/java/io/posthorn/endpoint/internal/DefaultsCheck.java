package io.posthorn.endpoint.internal;

import io.posthorn.check.PageCheck;
import io.posthorn.page.WrongPageException;
import org.osgi.service.component.annotations.Component;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Checks the page <i>Email endpoint defaults</i> before it is saved: an endpoint without anything of its own must be able to use it. */
@Component(property = PageCheck.PAGE + "=" + Defaults.PID)
public final class DefaultsCheck implements PageCheck {

    /** What the page need not say. */
    private static final Map<String, String> NEEDED = Map.of(
            "name", "any",
            "service", "any",
            "inbox.user", "any@example.org",
            ".inbox.password", "any",
            "inbox.host", "localhost");

    @Override
    public Optional<String> check(String pid, Map<String, Object> properties) {
        try {
            new EndpointPage(new Fields(NEEDED, Fields.PID, properties), InstantSource.system()).plan();
            return Optional.empty();
        } catch (WrongPageException | IllegalArgumentException e) {
            String sentence = String.valueOf(e.getMessage());
            return sentence.contains(Defaults.PID) ? Optional.of(sentence) : Optional.empty();
        }
    }
}

package io.posthorn.console.internal.guard;

import io.posthorn.check.PageCheck;
import org.osgi.service.component.annotations.Component;

import java.util.Map;
import java.util.Optional;

/** Keeps the password that everybody knows off the console's own page, which would take it. */
@Component(property = PageCheck.PAGE + "=" + ConsoleLoginCheck.PID)
public final class ConsoleLoginCheck implements PageCheck {

    /** The page <i>Apache Felix OSGi Management Console</i>. */
    static final String PID = "org.apache.felix.webconsole.internal.servlet.OsgiManager";

    @Override
    public Optional<String> check(String pid, Map<String, Object> properties) {
        Object password = properties.get("password");
        if (password == null || !String.valueOf(password).strip().matches("|admin")) {
            return Optional.empty();
        }
        return Optional.of(
                "On the page Apache Felix OSGi Management Console (" + PID
                        + "), the field Password is empty or 'admin'. Whoever logs in here can do everything: give a better one.");
    }
}

package io.posthorn.check;

import org.osgi.annotation.versioning.ProviderType;

import java.util.Map;
import java.util.Optional;

/**
 * Checks a configuration page before it is saved. Registered as an OSGi service with the property {@link #PAGE}. Consoles ask
 * it; a page that comes from a file is checked by the same rules when it is read.
 *
 * <p>Safe for use by any thread.
 */
@ProviderType
public interface PageCheck {

    /** The service property that names the page: its PID, or its factory PID. */
    String PAGE = "posthorn.page";

    /**
     * Checks what somebody wants to save.
     *
     * @param pid of the configuration; of a new one of a factory, any
     * @param properties what was typed, with placeholders already replaced
     * @return a sentence that names page and field, and says what to do; empty if it can be used
     */
    Optional<String> check(String pid, Map<String, Object> properties);
}

package io.posthorn.console.internal.guard;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.osgi.service.servlet.context.ServletContextHelper;

/**
 * Where the web console is. Its servlet context says so, by whatever the console was told: a framework property or a page.
 *
 * @param path {@code /system/console} mostly
 */
record ConsoleRoot(String path) {

    /** Selects the console's servlet context. */
    static final String CONTEXT = "(osgi.http.whiteboard.context.name=org.apache.felix.webconsole)";

    static ConsoleRoot of(ServiceReference<ServletContextHelper> context) {
        return new ConsoleRoot(String.valueOf(context.getProperty("osgi.http.whiteboard.context.path")));
    }

    /** Whether a request goes there: by the decoded path, as the HTTP service decides it, since %63onsole is the console, too. */
    boolean holds(@Nullable String servletPath, @Nullable String pathInfo) {
        String asked = (servletPath == null ? "" : servletPath) + (pathInfo == null ? "" : pathInfo);
        return asked.equals(path) || asked.startsWith(path.endsWith("/") ? path : path + "/");
    }
}

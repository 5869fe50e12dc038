package io.posthorn.console.internal.guard;

import io.posthorn.page.WrongPageException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.service.servlet.whiteboard.Preprocessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Refuses requests for a host that is none of the console's: see {@link Hosts}. Before the throttle, so that a stranger's page
 * cannot use up the wrong logins of this machine.
 */
@Component(
        service = Preprocessor.class,
        configurationPid = WebConsolePage.PID,
        property = "service.ranking:Integer=100")
@Designate(ocd = WebConsoleConfig.class)
public final class HostGuard implements Preprocessor {

    private static final Logger log = LoggerFactory.getLogger(HostGuard.class);

    private static final int MISDIRECTED = 421;

    private final Hosts hosts;
    private final ConsoleRoot root;
    private final ServiceReference<HttpServiceRuntime> http;

    /**
     * Guards one console.
     *
     * @param config the page <i>Web console</i>
     * @param console its servlet context, which knows its path
     * @param http knows where it listens
     */
    @Activate
    public HostGuard(
            WebConsoleConfig config,
            @Reference(target = ConsoleRoot.CONTEXT) ServiceReference<ServletContextHelper> console,
            @Reference ServiceReference<HttpServiceRuntime> http) {
        this.hosts = new Hosts(hosts(config));
        this.root = ConsoleRoot.of(console);
        this.http = http;
    }

    /** A wrong page lets nobody in who could not come before. */
    private static List<String> hosts(WebConsoleConfig config) {
        try {
            return new WebConsolePage(config).hosts();
        } catch (WrongPageException e) {
            log.error("{}", e.getMessage());
            return List.of();
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        String host = String.valueOf(asked.getServerName());
        if (!root.holds(asked.getServletPath(), asked.getPathInfo())
                || hosts.allow(host, texts(http.getProperty("osgi.http.endpoint")))) {
            chain.doFilter(request, response);
            return;
        }
        Refusal.answer(
                (HttpServletResponse) response,
                MISDIRECTED,
                "this web console is for this machine alone, and is not asked under this name. Open it as localhost or"
                        + " 127.0.0.1. Where a web server passes requests on, name the host on the page Web console"
                        + " (io.posthorn.console), field Other Hosts.");
    }

    /** A property of a service is a text, an array or a collection of them. */
    private static List<String> texts(@Nullable Object property) {
        if (property instanceof Collection<?> many) {
            return many.stream().map(String::valueOf).toList();
        }
        if (property instanceof Object[] many) {
            return Arrays.stream(many).map(String::valueOf).toList();
        }
        return property instanceof String one ? List.of(one) : List.of();
    }
}

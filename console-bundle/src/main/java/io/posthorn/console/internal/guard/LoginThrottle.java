package io.posthorn.console.internal.guard;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.Preprocessor;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Lets nobody guess passwords of the web console: after ten refused logins within five minutes an address gets no other answer
 * than 429. A preprocessor, since filters are only asked once the console has let somebody in.
 */
@Component(service = {Preprocessor.class, LoginThrottle.class})
public final class LoginThrottle implements Preprocessor {

    private static final int TOO_MANY_REQUESTS = 429;

    private final ConsoleRoot root;
    private final RefusedLogins logins = new RefusedLogins(InstantSource.system());

    /**
     * Guards one console.
     *
     * @param console its servlet context, which knows its path
     */
    @Activate
    public LoginThrottle(@Reference(target = ConsoleRoot.CONTEXT) ServiceReference<ServletContextHelper> console) {
        root = ConsoleRoot.of(console);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        if (!root.holds(asked.getServletPath(), asked.getPathInfo())) {
            chain.doFilter(request, response);
        } else if (!turnsAway(asked, answer)) {
            chain.doFilter(request, response);
            if (asked.getHeader(BasicLogin.HEADER) != null
                    && answer.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
                refused(asked);
            }
        }
    }

    /** The address of the connection, not what headers say: those a stranger writes. */
    private static String caller(HttpServletRequest request) {
        return Neighbourhood.of(request.getRemoteAddr());
    }

    /** Whether an address has to wait; if so, it has been told. */
    boolean turnsAway(HttpServletRequest asked, HttpServletResponse answer) throws IOException {
        Duration wait = logins.toWait(caller(asked));
        if (wait.isZero()) {
            return false;
        }
        long seconds = wait.plusSeconds(1).minusNanos(1).toSeconds();
        answer.setHeader("Retry-After", String.valueOf(seconds));
        Refusal.answer(
                answer,
                TOO_MANY_REQUESTS,
                "too many logins were wrong. Wait " + seconds
                        + " seconds; until then the right password is not taken either.");
        return true;
    }

    /** Called by the filter, behind the login. */
    void accepted(HttpServletRequest asked) {
        logins.accepted(caller(asked));
    }

    private void refused(HttpServletRequest asked) {
        boolean closes = logins.refused(caller(asked));
        Audit.note(asked, "is refused: wrong user or password");
        if (closes) {
            Audit.note(asked, "has to wait after too many refused logins, and so has everybody at this address");
        }
    }
}

package io.posthorn.console.internal.guard;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;
import java.time.InstantSource;

/**
 * Keeps other sites' pages from writing to the web console with the login of an administrator's browser: a stranger who could
 * change <i>SMTP Host</i> would be sent the token. The console itself has no such check. It stands behind the console's login,
 * so it also knows who has come.
 */
@Component(
        service = Filter.class,
        property = {
            "osgi.http.whiteboard.filter.pattern=/*",
            "osgi.http.whiteboard.context.select=" + ConsoleRoot.CONTEXT
        })
public final class CrossSiteFilter implements Filter {

    private final LoginThrottle throttle;
    private final Visitors visitors = new Visitors(InstantSource.system());

    /**
     * Guards the console behind its login.
     *
     * @param throttle stands before the login
     */
    @Activate
    public CrossSiteFilter(@Reference LoginThrottle throttle) {
        this.throttle = throttle;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        answer.setHeader("X-Frame-Options", "SAMEORIGIN"); // no click is stolen by a frame
        answer.setHeader("X-Content-Type-Options", "nosniff");
        answer.setHeader("Referrer-Policy", "same-origin");
        // Once more: of many guesses sent at once, only those count that are right before the tenth is wrong.
        if (throttle.turnsAway(asked, answer)) {
            return;
        }
        welcome(asked);
        String origin = asked.getHeader("Origin");
        if (SameSite.allows(asked.getMethod(), asked.getHeader("Sec-Fetch-Site"), origin, asked.getHeader("Host"))) {
            CurrentRequest.pass(asked, response, chain);
            return;
        }
        Audit.note(asked, "is refused: a page of another site (" + origin + ") has tried to write with this login");
        Refusal.answer(
                answer,
                HttpServletResponse.SC_FORBIDDEN,
                "this request comes from a page of another site. Open the web console itself, under the address in its"
                        + " address bar, and do it there.");
    }

    private void welcome(HttpServletRequest asked) {
        throttle.accepted(asked);
        if (visitors.isNew(Audit.user(asked), asked.getRemoteAddr())) {
            Audit.note(asked, "has logged in to the web console");
        }
    }
}

package io.posthorn.console.internal.guard;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;

/**
 * Keeps other sites' pages from writing to the web console with the login of an administrator's browser: a stranger who could
 * change <i>SMTP Host</i> would be sent the token. The console itself has no such check.
 */
@Component(
        service = Filter.class,
        property = {
            "osgi.http.whiteboard.filter.pattern=/*",
            "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name=org.apache.felix.webconsole)"
        })
public final class CrossSiteFilter implements Filter {

    private static final Logger log = LoggerFactory.getLogger(CrossSiteFilter.class);

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        answer.setHeader("X-Frame-Options", "SAMEORIGIN"); // no click is stolen by a frame
        answer.setHeader("X-Content-Type-Options", "nosniff");
        answer.setHeader("Referrer-Policy", "same-origin");
        String origin = asked.getHeader("Origin");
        if (SameSite.allows(asked.getMethod(), asked.getHeader("Sec-Fetch-Site"), origin, asked.getHeader("Host"))) {
            chain.doFilter(request, response);
            return;
        }
        log.warn(
                "A page of another site ({}) has tried to write to the web console, and was refused.",
                String.valueOf(origin).replaceAll("\\p{Cntrl}", "?"));
        answer.setStatus(HttpServletResponse.SC_FORBIDDEN);
        answer.setContentType("text/plain;charset=UTF-8");
        answer.getWriter()
                .println(
                        "Refused: this request comes from a page of another site. Open the web console itself, under the"
                                + " address in its address bar, and do it there.");
    }
}

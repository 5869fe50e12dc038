package io.posthorn.console.internal.guard;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

import java.io.IOException;

/** The request to the web console that a thread works for: what the console calls on the way does not get it handed over. */
public final class CurrentRequest {

    private static final ThreadLocal<HttpServletRequest> CURRENT = new ThreadLocal<>();

    private CurrentRequest() {}

    static void pass(HttpServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        CURRENT.set(request);
        try {
            chain.doFilter(request, response);
        } finally {
            CURRENT.remove();
        }
    }

    /**
     * Writes down what its user does, as {@link Audit#note} does.
     *
     * @param what was done or refused
     */
    public static void note(String what) {
        HttpServletRequest request = CURRENT.get();
        if (request == null) {
            Audit.noteOfAProgram(what);
        } else {
            Audit.note(request, what);
        }
    }
}

package io.posthorn.console.internal.guard;

import jakarta.servlet.http.HttpServletResponse;

import java.io.IOException;

/** What whoever is turned away gets to read. */
final class Refusal {

    private Refusal() {}

    static void answer(HttpServletResponse response, int status, String sentence) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain;charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().println("Refused: " + sentence);
    }
}

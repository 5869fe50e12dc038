package io.posthorn.console.internal.guard;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.felix.webconsole.servlet.User;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.security.Principal;
import java.util.function.Consumer;

/** Writes down who did what in the web console: one line each, on a logger of its own that may have a file of its own. */
public final class Audit {

    /** Its logger. */
    static final String LOGGER = "io.posthorn.audit";

    private static final Logger log = LoggerFactory.getLogger(LOGGER);

    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_DEED = 1000;

    private Audit() {}

    /**
     * Writes one line: who, from where, and what.
     *
     * @param request of the person
     * @param what was done or refused, as it goes on behind a user's name: {@code signs in for the account work}; never a secret
     */
    public static void note(HttpServletRequest request, String what) {
        by(request).accept(what);
    }

    /**
     * For what goes on after the request has ended.
     *
     * @param request of the person
     * @return writes a line for each deed, as {@link #note} does; by any thread
     */
    public static Consumer<String> by(HttpServletRequest request) {
        String user = user(request);
        String address = request.getRemoteAddr();
        return what -> log.info("{}", line(user, address, what));
    }

    /** For what is done in the console without a request. */
    static void noteOfAProgram(String what) {
        log.info("a program of this server {}", clean(what, LONGEST_DEED));
    }

    /** Quotes end a name, so that no name can pretend to be an address and a deed. */
    static String line(String user, String address, String what) {
        return "user \"" + clean(user, LONGEST_NAME).replace('"', '?') + "\" from " + clean(address, LONGEST_NAME) + " "
                + clean(what, LONGEST_DEED);
    }

    /** Who sends it: as the console has found, otherwise as the request says. */
    static String user(HttpServletRequest request) {
        if (request.getRemoteUser() != null) {
            return request.getRemoteUser();
        }
        String known = name(request.getAttribute(User.USER_ATTRIBUTE));
        return known.isEmpty() ? BasicLogin.user(request.getHeader(BasicLogin.HEADER)) : known;
    }

    /** Security providers other than the console's own have users of any kind. */
    private static String name(@Nullable Object attribute) {
        Object user = attribute instanceof User known ? known.getUserObject() : null;
        if (user instanceof Principal principal) {
            return String.valueOf(principal.getName());
        }
        return user instanceof String name ? name : "";
    }

    private static String clean(String text, int longest) {
        String visible = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
        return visible.length() <= longest ? visible : visible.substring(0, longest) + "...";
    }
}

package io.posthorn.console.internal;

import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/**
 * The name of a page that somebody checks.
 *
 * @param page its PID, or its factory PID
 */
record PageName(String page) {

    /** What Configuration Admin puts behind the factory PID, if nobody gives a name (OSGi Compendium 104.3.3). */
    private static final Pattern MADE_UP = Pattern.compile("\\.[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** The console passes on the factory PID that the request names: a program may name none, or a wrong one. */
    boolean isOf(@Nullable String factoryPid, String pid) {
        return page.equals(factoryPid) || isItself(pid);
    }

    /** What sentences call it: a new page of a factory has a PID that says nothing, until it is saved. */
    String called(String pid) {
        return isItself(pid) ? pid : page;
    }

    private boolean isItself(String pid) {
        if (!pid.startsWith(page)) {
            return false;
        }
        String rest = pid.substring(page.length());
        return rest.isEmpty() || rest.startsWith("~") || MADE_UP.matcher(rest).matches();
    }
}

package io.posthorn.console.internal.page;

import jakarta.servlet.http.HttpSession;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * What is known of one browser: the token of its forms, the sign-ins that it began, and what to tell it next.
 *
 * @param http the servlet container's
 */
record Session(HttpSession http) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TOKEN_OCTETS = 32;

    private static final String TOKEN = "io.posthorn.token";
    private static final String NOTICE = "io.posthorn.notice";
    private static final String PASTED = "io.posthorn.pasted";
    private static final String SIGN_IN = "io.posthorn.signin.";

    /** The same for as long as the session lasts. */
    String token() {
        synchronized (RANDOM) { // two first requests at once
            if (http.getAttribute(TOKEN) instanceof String known) {
                return known;
            }
            byte[] octets = new byte[TOKEN_OCTETS];
            RANDOM.nextBytes(octets);
            String made = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
            http.setAttribute(TOKEN, made);
            return made;
        }
    }

    boolean isToken(String given) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token().getBytes(StandardCharsets.UTF_8));
    }

    /** Is shown once, by the next page. */
    void tell(Notice notice) {
        http.setAttribute(NOTICE, notice);
    }

    Optional<Notice> told() {
        Object notice = http.getAttribute(NOTICE);
        http.removeAttribute(NOTICE);
        return notice instanceof Notice told ? Optional.of(told) : Optional.empty();
    }

    /** Remembers which account a sign-in is for, by its state (RFC 6749, section 10.12). */
    void begun(String state, String account) {
        http.setAttribute(SIGN_IN + state, account);
    }

    /** The account of a sign-in that this browser began; each state serves once. */
    Optional<String> account(String state) {
        Object account = http.getAttribute(SIGN_IN + state);
        http.removeAttribute(SIGN_IN + state);
        return account instanceof String name ? Optional.of(name) : Optional.empty();
    }

    /** Shown until it is finished. */
    void paste(PastedSignIn begun) {
        http.setAttribute(PASTED, begun);
    }

    Optional<PastedSignIn> pasted() {
        return http.getAttribute(PASTED) instanceof PastedSignIn begun ? Optional.of(begun) : Optional.empty();
    }

    void endPaste() {
        http.removeAttribute(PASTED);
    }
}

package io.posthorn.oauth;

import org.osgi.annotation.versioning.ProviderType;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lets a person sign in for an account, so that nobody has to handle a refresh token: it goes straight into the store.
 * Registered as an OSGi service; safe for use by any thread.
 *
 * <p>By authorization code with PKCE (RFC 6749, section 4.1; RFC 7636) and {@code state}, or by device code (RFC 8628). Each
 * account has at most one pending sign-in by code, for ten minutes; it lies in the store, so that another server or process may
 * finish it. All methods throw a {@link TokenException} whose sentence says what is wrong and what to do.
 */
@ProviderType
public interface SignIn {

    /**
     * Begins a sign-in whose answer comes to this machine: the browser must run on it. An earlier pending one of the account
     * ends.
     *
     * @param account its name, as {@link AccountStatus#name()} gives it
     * @param port of {@code http://localhost} to listen on; 0 for any that is free
     * @return close it to end the listening; the sign-in can be finished by {@link #finish} until its time is up
     */
    Listening listen(String account, int port);

    /**
     * Begins a sign-in whose answer a person will paste. An earlier pending one of the account ends.
     *
     * @param account as above
     * @param redirect a redirect URI of the app registration; empty for Microsoft's page {@code nativeclient}
     * @return what to show the person
     */
    Prompt begin(String account, Optional<URI> redirect);

    /**
     * Finishes the pending sign-in of an account.
     *
     * @param account as above
     * @param pasted the whole address that the browser ended at, or the bare code cut out of it
     * @return who signed in
     */
    Result finish(String account, String pasted);

    /**
     * Signs in with a code that a person types in on another machine. Returns when that has happened.
     *
     * @param account as above; of an application without secret and certificate
     * @param instructions is given the text for the person, with the address and the code
     * @return who signed in
     */
    Result byDevice(String account, Consumer<String> instructions);

    /**
     * What a person needs to sign in.
     *
     * @param url to open in a browser
     * @param redirect where the browser ends up
     * @param user who is to sign in; empty if the account's page does not say
     * @param until when the time is up
     */
    record Prompt(URI url, URI redirect, Optional<String> user, Instant until) {
        public Prompt {
            Objects.requireNonNull(url, "url");
        }
    }

    /**
     * What has come of a sign-in. The tokens are stored, and used from now on.
     *
     * @param user who signed in; empty if the authority does not say
     * @param permissions what was consented to
     * @param missing what the pages that use the account need besides
     * @param consentUrl where an administrator of the tenant may consent to all of it, for everybody
     */
    record Result(Optional<String> user, Set<Permission> permissions, Set<Permission> missing, URI consentUrl) {
        public Result {
            permissions = Set.copyOf(permissions);
            missing = Set.copyOf(missing);
        }
    }

    /** A sign-in whose answer is listened for. */
    @ProviderType
    interface Listening extends AutoCloseable {

        /**
         * What to show the person.
         *
         * @return the same at each call
         */
        Prompt prompt();

        /**
         * Waits for the answer.
         *
         * @return who signed in
         * @throws TokenException if that failed, if it was finished elsewhere, or the time is up
         * @throws InterruptedException if the waiting was ended; nothing else has
         */
        Result await() throws InterruptedException;

        @Override
        void close();
    }
}

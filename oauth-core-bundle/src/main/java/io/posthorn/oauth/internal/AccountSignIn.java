package io.posthorn.oauth.internal;

import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.SignIn;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import io.posthorn.store.StoreException;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Begins sign-ins and finishes them. */
final class AccountSignIn implements SignIn {

    static final Duration LIFE = Duration.ofMinutes(10); // so long lives a code, too
    private static final String NATIVE_CLIENT = "/common/oauth2/nativeclient";

    private final Accounts accounts;
    private final SignInEndpoint endpoint;
    private final JdbcSignIns signIns;
    private final InstantSource clock;
    private final Executor threads;

    AccountSignIn(
            Accounts accounts, SignInEndpoint endpoint, JdbcSignIns signIns, InstantSource clock, Executor threads) {
        this.accounts = accounts;
        this.endpoint = endpoint;
        this.signIns = signIns;
        this.clock = clock;
        this.threads = threads;
    }

    @Override
    public Listening listen(String account, int port) {
        SignInTarget target = accounts.signInTarget(account).checked();
        LoopbackRedirect redirect = LoopbackRedirect.open(port);
        try {
            PendingSignIn pending = apart(() -> begin(target, redirect.address()));
            return new AwaitedSignIn(this, target, pending, prompt(target, pending), redirect, clock);
        } catch (TokenException e) {
            redirect.close();
            throw e;
        }
    }

    @Override
    public Prompt begin(String account, Optional<URI> redirect) {
        SignInTarget target = accounts.signInTarget(account).checked();
        URI nativeClient = URI.create(target.client().cloud().authority() + NATIVE_CLIENT);
        return prompt(target, apart(() -> begin(target, redirect.orElse(nativeClient))));
    }

    private PendingSignIn begin(SignInTarget target, URI redirect) {
        PendingSignIn pending =
                PendingSignIn.random(redirect, target.scopes(), clock.instant().plus(LIFE));
        return stored(() -> {
            signIns.put(target.key(), pending);
            return pending;
        });
    }

    private static Prompt prompt(SignInTarget target, PendingSignIn pending) {
        return new Prompt(
                ConsentUrl.ofUser(target.client(), pending, target.user()),
                pending.redirect(),
                Optional.of(target.user()).filter(user -> !user.isEmpty()),
                pending.until());
    }

    @Override
    public Result finish(String account, String pasted) {
        SignInTarget target = accounts.signInTarget(account).checked();
        RedirectAnswer answer = RedirectAnswer.ofPasted(pasted);
        return apart(() -> finish(target, answer));
    }

    private Result finish(SignInTarget target, RedirectAnswer answer) {
        PendingSignIn pending = stored(() -> signIns.find(target.key()))
                .orElseThrow(() ->
                        again(target, "No sign-in of the account '" + target.name() + "' is waiting for an answer."));
        return finish(target, pending, answer);
    }

    /** Whether its answer may still come. */
    boolean isOpen(SignInTarget target, PendingSignIn pending) {
        return apart(() -> stored(() -> signIns.find(target.key())))
                .filter(now -> now.state().equals(pending.state()) && !now.isUsed())
                .isPresent();
    }

    Result finish(SignInTarget target, PendingSignIn pending, RedirectAnswer answer) {
        if (!answer.isFor(pending)) {
            throw again(
                    target,
                    "This is the answer to another sign-in than the one that the account '" + target.name()
                            + "' began last (its 'state' is another, or is missing).");
        }
        if (!clock.instant().isBefore(pending.until())) {
            throw again(target, "The sign-in took longer than " + LIFE.toMinutes() + " minutes.");
        }
        if (pending.isUsed() || !stored(() -> signIns.use(target.key(), pending, clock.instant()))) {
            throw again(target, "This sign-in has had its answer already, and each takes one only.");
        }
        String code = answer.code().orElseThrow(() -> answer.error().toException("the sign-in", consentUrl(target)));
        return keep(target, redeem(target, pending, code));
    }

    private SignInAnswer redeem(SignInTarget target, PendingSignIn pending, String code) {
        AuthorizationCode whole = new AuthorizationCode(code, pending.proofKey().verifier(), pending.redirect());
        try {
            return endpoint.redeem(target.client(), whole, pending.scopes());
        } catch (TokenException e) {
            if (e.kind() != Kind.TEMPORARY) {
                throw e;
            }
            signIns.reopen(target.key(), pending);
            throw new TokenException(
                    e.kind(),
                    e.code(),
                    e.getMessage() + " The sign-in itself is still good: until " + pending.until()
                            + ", paste the browser's last address again: mail:signin " + target.name() + " 'ADDRESS'.",
                    e,
                    e.correlationId(),
                    e.retryAfter().orElse(null));
        }
    }

    @Override
    public Result byDevice(String account, Consumer<String> instructions) {
        SignInTarget target = accounts.signInTarget(account).checkedForDevice();
        SignInAnswer answer = endpoint.byDevice(target.client(), target.scopes(), instructions);
        return apart(() -> keep(target, answer));
    }

    private Result keep(SignInTarget target, SignInAnswer answer) {
        Instant now = clock.instant();
        checkUser(target, answer.user());
        if (answer.tokens().refreshToken().isEmpty()) {
            throw again(
                    target,
                    "The authority gave no refresh token, so nothing is stored: the permission offline_access is"
                            + " missing. Add it in the app registration, under API permissions, Microsoft Graph, Delegated"
                            + " permissions.");
        }
        accounts.signedIn(target, answer.tokens(), now);
        OAuthClient client = target.client();
        int granted = Permissions.bits(client.cloud(), answer.tokens().scopes());
        Set<io.posthorn.oauth.Permission> missing = EnumSet.copyOf(Permissions.of(target.permissions()));
        missing.removeAll(Permissions.of(granted));
        return new Result(
                answer.user(), Permissions.of(granted), missing, ConsentUrl.ofAdministrator(client, target.scopes()));
    }

    /** Or mails would go out as somebody else. */
    private static void checkUser(SignInTarget target, Optional<String> user) {
        if (!target.user().isEmpty()
                && user.filter(name -> !name.equalsIgnoreCase(target.user())).isPresent()) {
            throw again(
                    target,
                    user.get() + " has signed in, but the field Sign-in User of the account '" + target.name()
                            + "' names " + target.user()
                            + ", so nothing is stored. Let that user sign in, or correct the field.");
        }
    }

    private static String consentUrl(SignInTarget target) {
        return ConsentUrl.ofAdministrator(target.client(), target.scopes()).toString();
    }

    private static TokenException again(SignInTarget target, String sentence) {
        return new TokenException(
                Kind.SIGN_IN_NEEDED, "", sentence + " Begin again: mail:signin " + target.name() + ".", null);
    }

    /**
     * In a thread of its own: whoever stops the one that waits (Ctrl-C) must neither lose a token that has come nor close the
     * database's file, as Java does when a thread is interrupted that writes to it.
     */
    private <T> T apart(Supplier<T> work) {
        try {
            return Waiting.on(CompletableFuture.supplyAsync(work, threads));
        } catch (RejectedExecutionException e) {
            throw new TokenException(Kind.TEMPORARY, "", "Posthorn is being stopped, so nobody can sign in.", e);
        }
    }

    private static <T> T stored(Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreException e) {
            throw Accounts.unusable(e);
        }
    }
}

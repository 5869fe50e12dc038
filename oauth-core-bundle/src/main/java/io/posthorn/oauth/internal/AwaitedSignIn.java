package io.posthorn.oauth.internal;

import io.posthorn.oauth.SignIn;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import io.posthorn.oauth.internal.LoopbackRedirect.Page;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A sign-in whose browser comes back to this machine. */
final class AwaitedSignIn implements SignIn.Listening {

    private static final long LOOK_MILLIS = 500;

    private final AccountSignIn signIn;
    private final SignInTarget target;
    private final PendingSignIn pending;
    private final SignIn.Prompt prompt;
    private final LoopbackRedirect redirect;
    private final InstantSource clock;
    private final CompletableFuture<SignIn.Result> result = new CompletableFuture<>();
    private final AtomicBoolean answered = new AtomicBoolean();

    AwaitedSignIn(
            AccountSignIn signIn,
            SignInTarget target,
            PendingSignIn pending,
            SignIn.Prompt prompt,
            LoopbackRedirect redirect,
            InstantSource clock) {
        this.signIn = signIn;
        this.target = target;
        this.pending = pending;
        this.prompt = prompt;
        this.redirect = redirect;
        this.clock = clock;
        redirect.serve(this::page);
    }

    @Override
    public SignIn.Prompt prompt() {
        return prompt;
    }

    /** Any program of this machine can come here: one without our state is sent away and changes nothing. */
    private Page page(String query) {
        RedirectAnswer answer = RedirectAnswer.ofQuery(query);
        if (!answer.isFor(pending)) {
            return new Page(
                    400,
                    "Not this sign-in",
                    "This is not the answer to the sign-in that is awaited here. Open the address that mail:signin"
                            + " printed last.");
        }
        if (!answered.compareAndSet(false, true)) {
            return new Page(
                    400, "Answered already", "This sign-in has had its answer already. You can close this window.");
        }
        try {
            SignIn.Result done = signIn.finish(target, pending, answer);
            String who = done.user().map(user -> user + " is signed in").orElse("You are signed in");
            return new Page(
                    200,
                    "Signed in",
                    who + " for the account '" + target.name() + "'. You can close this window.",
                    () -> result.complete(done));
        } catch (TokenException e) {
            String why = String.valueOf(e.getMessage());
            return new Page(400, "The sign-in failed", why, () -> result.completeExceptionally(e));
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
            throw e;
        }
    }

    @Override
    public SignIn.Result await() throws InterruptedException {
        while (true) {
            try {
                return result.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                lookAround();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof TokenException refused ? refused : new IllegalStateException(e);
            }
        }
    }

    /** The answer may have been pasted elsewhere. */
    private void lookAround() throws InterruptedException {
        boolean isOpen = isOpen();
        if (answered.get()) {
            return;
        }
        if (!isOpen) {
            throw over(
                    "The sign-in of the account '" + target.name() + "' was finished or begun anew by another command,"
                            + " so nothing is awaited here any more. mail:accounts shows what came of it.");
        }
        if (!clock.instant().isBefore(pending.until())) {
            throw over("Nobody has signed in for the account '" + target.name() + "' within "
                    + AccountSignIn.LIFE.toMinutes() + " minutes. Begin again: mail:signin " + target.name() + ".");
        }
    }

    private boolean isOpen() throws InterruptedException {
        try {
            return signIn.isOpen(target, pending);
        } catch (TokenException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw e;
        }
    }

    private static TokenException over(String sentence) {
        return new TokenException(Kind.SIGN_IN_NEEDED, "", sentence, null);
    }

    @Override
    public void close() {
        redirect.close();
    }
}

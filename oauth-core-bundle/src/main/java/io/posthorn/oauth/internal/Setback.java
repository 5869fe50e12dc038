package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccountStatus;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A failed attempt, and how long to leave the authority alone after it. Entra takes a client that asks too often for one that
 * is caught in a loop (AADSTS50196).
 *
 * @param permissions what was asked for
 * @param failure what came; null if nothing has failed
 * @param at when, in milliseconds since 1970, as all times here
 * @param count failures in a row
 * @param restUntil until then whoever has a token goes on with it
 * @param silentUntil until then whoever has none is given the same failure
 * @param backgroundUntil until then nothing is asked ahead of time
 */
record Setback(
        int permissions,
        @Nullable TokenException failure,
        long at,
        int count,
        long restUntil,
        long silentUntil,
        long backgroundUntil) {

    static final Setback NONE = new Setback(0, null, 0, 0, 0, 0, 0);

    private static final long REST = Duration.ofSeconds(30).toMillis();
    private static final long PERSON_NEEDED = Duration.ofMinutes(1).toMillis();
    private static final long ELSEWHERE = Duration.ofSeconds(5).toMillis();
    private static final long LONGEST = Duration.ofHours(1).toMillis();
    private static final int DOUBLINGS = 6;

    /** Another server is asking the authority. */
    static Setback elsewhere(long now) {
        return new Setback(0, null, now, 0, now + ELSEWHERE, now, now + ELSEWHERE);
    }

    /** One more failure. */
    Setback next(int wanted, TokenException e, long now) {
        long told = Math.min(e.retryAfter().map(Duration::toMillis).orElse(0L), LONGEST);
        boolean isTemporary = e.kind() == Kind.TEMPORARY;
        long rest = Math.max(told, isTemporary ? REST : PERSON_NEEDED);
        long silence = isTemporary ? told : PERSON_NEEDED;
        long background = Math.min(rest << Math.min(count, DOUBLINGS), LONGEST);
        return new Setback(wanted, e, now, count + 1, now + rest, now + silence, now + background);
    }

    /** Whether to give the same failure again. What the authority wants for all requests is not for some permissions only. */
    boolean isSilent(long now, int wanted) {
        return now < silentUntil
                && failure != null
                && (failure.retryAfter().isPresent() || Permissions.covers(permissions, wanted));
    }

    /** For people; empty if nothing has failed. */
    Optional<AccountStatus.Failure> described() {
        return failure == null ? Optional.empty() : Optional.of(describe(failure, Instant.ofEpochMilli(at)));
    }

    static AccountStatus.Failure describe(TokenException e, Instant at) {
        return new AccountStatus.Failure(at, e.kind(), e.code(), e.correlationId(), String.valueOf(e.getMessage()));
    }
}

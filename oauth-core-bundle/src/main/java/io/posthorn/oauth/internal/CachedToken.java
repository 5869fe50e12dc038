package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccessToken;

import java.time.Duration;

/** A token in memory, with the moments that matter in its life, in milliseconds since 1970. */
final class CachedToken {

    /** Exchange's High Volume Email refuses a token with less life than this. */
    private static final long MARGIN = Duration.ofMinutes(10).toMillis();

    /** A token that is refused sooner than this after it was fetched is not to blame; a new one would be refused too. */
    private static final long YOUNG = Duration.ofMinutes(5).toMillis();

    final AccessToken value;
    final int permissions;
    final long expiresAt;

    /** From then on a caller fetches a new one first. A refused token is past it. */
    final long freshUntil;

    /** From then on a new one is fetched in the background. */
    final long dueAt;

    private final long fetchedAt;

    private CachedToken(AccessToken value, int permissions, long fetchedAt, long freshUntil, long dueAt) {
        this.value = value;
        this.permissions = permissions;
        this.fetchedAt = fetchedAt;
        this.expiresAt = value.expiresAt().toEpochMilli();
        this.freshUntil = freshUntil;
        this.dueAt = dueAt;
    }

    /**
     * A token that came from the authority, now or earlier.
     *
     * @param jitter from 0 to 1: so that many accounts are not refreshed at the same instant
     */
    static CachedToken of(StoredToken stored, int permissions, double jitter) {
        long fetchedAt = stored.fetchedAt().toEpochMilli();
        long expiresAt = stored.value().expiresAt().toEpochMilli();
        long life = expiresAt - fetchedAt;
        long half = life / 2;
        long ahead = half < MARGIN ? half : Math.min(life - MARGIN, life / 4 * 3);
        return new CachedToken(
                stored.value(),
                permissions,
                fetchedAt,
                expiresAt - Math.min(half, MARGIN),
                fetchedAt + ahead - (long) (jitter * life / 20));
    }

    /** The same, no longer to be handed out while a new one can be had; itself if it is too young to be to blame. */
    CachedToken refused(long now) {
        return now < fetchedAt + YOUNG
                ? this
                : new CachedToken(value, permissions, fetchedAt, Long.MIN_VALUE, Long.MIN_VALUE);
    }

    /** Whether the other one is of no use beside this one. */
    boolean replaces(CachedToken other) {
        return value.equals(other.value) || covers(other.permissions) && expiresAt >= other.expiresAt;
    }

    boolean isRefused() {
        return freshUntil == Long.MIN_VALUE;
    }

    boolean covers(int wanted) {
        return Permissions.covers(permissions, wanted);
    }
}

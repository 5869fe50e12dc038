package io.posthorn.sandbox.internal.authority;

import io.posthorn.sandbox.internal.IssuedSecrets;
import io.posthorn.sandbox.internal.RandomText;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * The refresh tokens that are out. Use does not end one: Entra leaves the old one alive when it hands out the next
 * (Microsoft: <a href="https://learn.microsoft.com/entra/identity-platform/refresh-tokens">refresh tokens</a>).
 */
public final class RefreshTokens {
    private static final Duration IDLE_LIMIT = Duration.ofDays(90);

    private final Map<String, Grant> grants = new HashMap<>();
    private final Map<String, Instant> lastUses = new HashMap<>();
    private final Map<String, Integer> revoked = new HashMap<>();
    private final IssuedSecrets secrets;
    private final InstantSource clock;

    RefreshTokens(IssuedSecrets secrets, InstantSource clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    synchronized String issue(Grant grant) {
        String token = secrets.issued("1.A" + RandomText.letters(5) + "." + RandomText.base64Url(720));
        grants.put(token, grant);
        lastUses.put(token, clock.instant());
        return token;
    }

    synchronized void revoke(String token, int aadsts) {
        revoked.put(token, aadsts);
    }

    synchronized Grant redeem(String token) throws Refusal {
        Grant grant = grants.get(token);
        Instant lastUse = lastUses.get(token);
        if (grant == null || lastUse == null) {
            throw Refusal.invalidGrant(70000, "Provided grant is invalid or malformed.");
        }
        Integer aadsts = revoked.get(token);
        if (aadsts != null) {
            throw Refusal.invalidGrant(aadsts, RevocationText.of(aadsts));
        }
        if (lastUse.plus(IDLE_LIMIT).isBefore(clock.instant())) {
            throw Refusal.invalidGrant(700082, RevocationText.of(700082));
        }
        lastUses.put(token, clock.instant());
        return grant;
    }
}

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
 * (Microsoft: <a href="https://learn.microsoft.com/entra/identity-platform/refresh-tokens">refresh tokens</a>). Other
 * authorities are stricter (<a href="https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2">RFC 9700, section
 * 4.14.2</a>).
 */
final class RefreshTokens {
    private static final Duration IDLE_LIMIT = Duration.ofDays(90);

    private final Map<String, Grant> grants = new HashMap<>();
    private final Map<String, Instant> lastUses = new HashMap<>();
    private final Map<String, Integer> revoked = new HashMap<>();
    private final IssuedSecrets secrets;
    private final InstantSource clock;
    private final boolean rotationKills;

    RefreshTokens(IssuedSecrets secrets, InstantSource clock, boolean rotationKills) {
        this.rotationKills = rotationKills;
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

    /** The next token after this one, which has been redeemed. Of several at once, the stricter rule lets one win. */
    synchronized String rotate(String old, Grant grant) throws Refusal {
        if (rotationKills && revoked.putIfAbsent(old, 70000) != null) {
            throw Refusal.invalidGrant(70000);
        }
        return issue(grant);
    }

    synchronized Grant redeem(String token) throws Refusal {
        Grant grant = grants.get(token);
        Instant lastUse = lastUses.get(token);
        if (grant == null || lastUse == null) {
            throw Refusal.invalidGrant(70000);
        }
        Integer aadsts = revoked.get(token);
        if (aadsts != null) {
            throw Refusal.invalidGrant(aadsts);
        }
        if (lastUse.plus(IDLE_LIMIT).isBefore(clock.instant())) {
            throw Refusal.invalidGrant(700082);
        }
        lastUses.put(token, clock.instant());
        return grant;
    }
}

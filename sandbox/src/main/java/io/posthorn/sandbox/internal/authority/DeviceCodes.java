package io.posthorn.sandbox.internal.authority;

import io.posthorn.sandbox.User;
import io.posthorn.sandbox.internal.IssuedSecrets;
import io.posthorn.sandbox.internal.RandomText;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The device codes that are out (<a href="https://www.rfc-editor.org/rfc/rfc8628">RFC 8628</a>; Microsoft: <a
 * href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code">device code flow</a>).
 */
final class DeviceCodes {
    static final String GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code";
    /** What MSAL4J sends instead. */
    static final String SHORT_GRANT_TYPE = "device_code";

    static final Duration LIFE = Duration.ofMinutes(15);
    static final Duration INTERVAL = Duration.ofSeconds(5);

    /** One sign-in: what the device shows, what it asked for, and how far the person has come. */
    static final class Pending {
        final String deviceCode;
        final String userCode = RandomText.letters(9).toUpperCase(Locale.ROOT);
        final List<String> scopes;
        private final Instant expires;
        private Duration interval = INTERVAL;
        private @Nullable Instant lastPoll;
        private @Nullable User user;
        private boolean declined;
        private boolean redeemed;

        private Pending(String deviceCode, List<String> scopes, Instant expires) {
            this.deviceCode = deviceCode;
            this.scopes = scopes;
            this.expires = expires;
        }
    }

    private final Map<String, Pending> byDeviceCode = new HashMap<>();
    private final Map<String, Pending> byUserCode = new HashMap<>();
    private final IssuedSecrets secrets;
    private final InstantSource clock;

    DeviceCodes(IssuedSecrets secrets, InstantSource clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    synchronized Pending issue(List<String> scopes) {
        String code = secrets.issued("GAQABIQEAAAD" + RandomText.base64Url(180));
        Pending pending = new Pending(code, scopes, clock.instant().plus(LIFE));
        byDeviceCode.put(pending.deviceCode, pending);
        byUserCode.put(pending.userCode, pending);
        return pending;
    }

    /** The sign-in that waits for its person under this code. */
    synchronized Optional<Pending> waiting(String userCode) {
        return Optional.ofNullable(byUserCode.get(userCode.trim().toUpperCase(Locale.ROOT)))
                .filter(pending -> pending.user == null && !pending.declined && !expired(pending));
    }

    synchronized void accept(Pending pending, User user) {
        pending.user = user;
    }

    synchronized void decline(Pending pending) {
        pending.declined = true;
    }

    /** Who signed in; otherwise the refusal says whether it is worth asking again. */
    synchronized User redeem(String deviceCode) throws Refusal {
        Pending pending = byDeviceCode.get(deviceCode);
        if (pending == null) {
            throw Refusal.of(70018);
        }
        if (pending.redeemed) {
            throw Refusal.of(54005);
        }
        if (expired(pending)) {
            throw Refusal.of(70020);
        }
        if (pending.declined) {
            throw new Refusal(ErrorTable.refused("authorization_declined"));
        }
        User user = pending.user;
        if (user == null) {
            throw new Refusal(ErrorTable.refused(tooEarly(pending) ? "slow_down" : "authorization_pending"));
        }
        pending.redeemed = true;
        return user;
    }

    synchronized List<String> scopes(String deviceCode) {
        Pending pending = byDeviceCode.get(deviceCode);
        return pending == null ? List.of() : pending.scopes;
    }

    /** Notes the poll; who comes too early must wait five seconds longer from now on (RFC 8628, section 3.5). */
    private boolean tooEarly(Pending pending) {
        Instant now = clock.instant();
        Instant last = pending.lastPoll;
        pending.lastPoll = now;
        boolean early = last != null && now.isBefore(last.plus(pending.interval));
        if (early) {
            pending.interval = pending.interval.plus(INTERVAL);
        }
        return early;
    }

    private boolean expired(Pending pending) {
        return !clock.instant().isBefore(pending.expires);
    }
}

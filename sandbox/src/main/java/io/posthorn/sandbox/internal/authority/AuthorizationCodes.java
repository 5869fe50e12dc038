package io.posthorn.sandbox.internal.authority;

import io.posthorn.sandbox.internal.IssuedSecrets;
import io.posthorn.sandbox.internal.RandomText;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The authorization codes that are out: good once, for ten minutes, with the redirect URI they were asked for and, where
 * a challenge came with the request, its verifier (<a href="https://www.rfc-editor.org/rfc/rfc7636">RFC 7636</a>).
 */
final class AuthorizationCodes {
    private static final Duration LIFE = Duration.ofMinutes(10);

    private record Code(Grant grant, String redirectUri, String challenge, String method, Instant issued) {}

    private final Map<String, Code> codes = new HashMap<>();
    private final Set<String> redeemed = new HashSet<>();
    private final IssuedSecrets secrets;
    private final InstantSource clock;

    AuthorizationCodes(IssuedSecrets secrets, InstantSource clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    synchronized String issue(Grant grant, Form request) {
        String code = secrets.issued("1.A" + RandomText.letters(5) + "." + RandomText.base64Url(480));
        String method = request.has("code_challenge_method") ? request.get("code_challenge_method") : "plain";
        codes.put(
                code,
                new Code(grant, request.get("redirect_uri"), request.get("code_challenge"), method, clock.instant()));
        return code;
    }

    synchronized Grant redeem(Form request) throws Refusal {
        String text = request.required("code");
        Code code = codes.get(text);
        if (code == null) {
            throw Refusal.invalidGrant(70000);
        }
        check(code, text, request);
        redeemed.add(text);
        return code.grant;
    }

    private void check(Code code, String text, Form request) throws Refusal {
        if (redeemed.contains(text)) {
            throw Refusal.invalidGrant(54005);
        }
        if (code.issued.plus(LIFE).isBefore(clock.instant())) {
            throw Refusal.invalidGrant(70008);
        }
        if (!code.redirectUri.equals(request.required("redirect_uri"))) {
            throw new Refusal(
                    400,
                    "invalid_grant",
                    50011,
                    "The redirect URI does not match the one given when the authorization code was requested.");
        }
        if (!code.challenge.isEmpty() && !code.challenge.equals(challenge(code.method, request.get("code_verifier")))) {
            throw Refusal.invalidGrant(501481);
        }
    }

    private static String challenge(String method, String verifier) {
        if (!method.equals("S256")) {
            return verifier;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

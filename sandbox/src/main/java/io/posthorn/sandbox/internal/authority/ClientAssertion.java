package io.posthorn.sandbox.internal.authority;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.Set;

/**
 * A proof that the app holds the key of a registered certificate
 * (<a href="https://www.rfc-editor.org/rfc/rfc7523#section-3">RFC 7523, section 3</a>).
 */
record ClientAssertion(JWSHeader header, JWTClaimsSet claims, SignedJWT jwt) {
    static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256);

    static ClientAssertion parse(String text) throws Refusal {
        try {
            SignedJWT jwt = SignedJWT.parse(text);
            return new ClientAssertion(jwt.getHeader(), jwt.getJWTClaimsSet(), jwt);
        } catch (ParseException e) {
            throw Refusal.of(50027);
        }
    }

    void checkSignature(AppRegistration app) throws Refusal {
        X509Certificate certificate = app.certificate(this::names).orElseThrow(() -> Refusal.of(700027));
        try {
            if (!(certificate.getPublicKey() instanceof RSAPublicKey key)
                    || !ALGORITHMS.contains(header.getAlgorithm())
                    || !jwt.verify(new RSASSAVerifier(key))) {
                throw Refusal.of(700027);
            }
        } catch (JOSEException e) {
            throw Refusal.of(700027);
        }
    }

    /** Issuer and subject are the app, the audience this authority, the time now, and each has a name of its own. */
    void checkClaims(String clientId, Collection<String> audiences, Instant now) throws Refusal {
        boolean own = clientId.equalsIgnoreCase(claims.getIssuer()) && clientId.equalsIgnoreCase(claims.getSubject());
        if (!own || claims.getAudience().stream().noneMatch(audiences::contains) || claims.getJWTID() == null) {
            throw Refusal.of(50027);
        }
        Date expires = claims.getExpirationTime();
        Date begins = claims.getNotBeforeTime();
        // Clocks may differ by five minutes, as usual.
        if (expires == null
                || now.minusSeconds(300).isAfter(expires.toInstant())
                || (begins != null && now.plusSeconds(300).isBefore(begins.toInstant()))) {
            throw Refusal.of(700024);
        }
    }

    @SuppressWarnings("deprecation") // x5t is SHA-1, and still what many libraries send.
    private boolean names(X509Certificate certificate) {
        return matches(header.getX509CertSHA256Thumbprint(), "SHA-256", certificate)
                || matches(header.getX509CertThumbprint(), "SHA-1", certificate);
    }

    private static boolean matches(@Nullable Base64URL thumbprint, String algorithm, X509Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance(algorithm).digest(certificate.getEncoded());
            // As octets, because MSAL4J writes plain base64 where RFC 7515 wants base64url.
            return thumbprint != null && Arrays.equals(hash, thumbprint.decode());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

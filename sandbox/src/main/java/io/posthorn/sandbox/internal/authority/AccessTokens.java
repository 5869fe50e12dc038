package io.posthorn.sandbox.internal.authority;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.posthorn.sandbox.User;
import io.posthorn.sandbox.internal.IssuedSecrets;
import io.posthorn.sandbox.internal.RandomText;
import io.posthorn.sandbox.internal.Tenant;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Makes and checks access tokens: JSON Web Tokens signed with RS256, with Entra's claims and of Entra's length
 * (Microsoft: <a href="https://learn.microsoft.com/entra/identity-platform/access-tokens">access tokens</a>).
 */
public final class AccessTokens {
    private final RSAKey key = newKey();
    private final Tenant tenant;
    private final IssuedSecrets secrets;
    private final InstantSource clock;

    /** Signs with a key of its own, so that no other sandbox's tokens are good here. */
    public AccessTokens(Tenant tenant, IssuedSecrets secrets, InstantSource clock) {
        this.tenant = tenant;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** A token for one resource; a negative life makes one that has expired already. */
    public String issue(User user, Duration life, String resource, List<String> names) {
        return secrets.issued(sign(claims(life, resource)
                .claim("oid", user.objectId())
                .claim("scp", String.join(" ", names))
                .claim("unique_name", user.address())
                .claim("upn", user.address())
                .build()));
    }

    /** A token for the app itself. */
    String issueForApp(Duration life, String resource, List<String> roles) {
        JWTClaimsSet.Builder claims = claims(life, resource)
                .subject(tenant.servicePrincipalId())
                .claim("idtyp", "app")
                .claim("oid", tenant.servicePrincipalId());
        if (!roles.isEmpty()) {
            claims.claim("roles", roles);
        }
        return secrets.issued(sign(claims.build()));
    }

    private JWTClaimsSet.Builder claims(Duration life, String resource) {
        Instant now = clock.instant();
        Instant issued = life.isNegative() ? now.plus(life).minusSeconds(3600) : now;
        // Real tokens are two to four thousand characters long; short ones hide line limits.
        List<String> directoryRoles =
                Stream.generate(UUID::randomUUID).limit(25).map(UUID::toString).toList();
        return new JWTClaimsSet.Builder()
                .audience(Scope.audience(resource))
                .issuer("https://sts.windows.net/" + tenant.id() + "/")
                .issueTime(Date.from(issued))
                .notBeforeTime(Date.from(issued))
                .expirationTime(Date.from(now.plus(life)))
                .claim("appid", tenant.clientId())
                .claim("tid", tenant.id())
                .claim("ver", "1.0")
                .claim("wids", directoryRoles)
                .claim("xms_ftd", RandomText.base64Url(150));
    }

    /** An ID token of OpenID Connect for the sandbox's own app. */
    String idToken(User user, String issuer) {
        Instant now = clock.instant();
        return sign(new JWTClaimsSet.Builder()
                .audience(tenant.clientId())
                .issuer(issuer)
                .subject(user.objectId())
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(3600)))
                .claim("name", user.address())
                .claim("oid", user.objectId())
                .claim("preferred_username", user.address())
                .claim("tid", tenant.id())
                .claim("ver", "2.0")
                .build());
    }

    /** The claims of a token that this sandbox signed and that is not expired. */
    public Optional<JWTClaimsSet> verify(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!jwt.verify(new RSASSAVerifier(key.toRSAPublicKey()))) {
                return Optional.empty();
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            boolean alive = clock.instant().isBefore(claims.getExpirationTime().toInstant());
            return alive ? Optional.of(claims) : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    private String sign(JWTClaimsSet claims) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build();
        SignedJWT jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(RandomText.base64Url(20)).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}

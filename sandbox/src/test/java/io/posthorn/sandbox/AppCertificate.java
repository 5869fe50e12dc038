package io.posthorn.sandbox;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import javax.security.auth.x500.X500Principal;

/** A certificate of an app, made by itself, and what its key signs. */
record AppCertificate(X509Certificate certificate, KeyPair keys) {
    static final AppCertificate FIRST = create();
    static final AppCertificate SECOND = create();

    private static AppCertificate create() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair keys = generator.generateKeyPair();
            X500Principal name = new X500Principal("CN=app");
            Date begin = Date.from(Instant.parse("2020-01-01T00:00:00Z"));
            Date end = Date.from(Instant.parse("2040-01-01T00:00:00Z"));
            var builder = new JcaX509v3CertificateBuilder(name, BigInteger.ONE, begin, end, name, keys.getPublic());
            var signer = new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate());
            return new AppCertificate(new JcaX509CertificateConverter().getCertificate(builder.build(signer)), keys);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The claims that Entra wants, ready to be changed. */
    static JWTClaimsSet.Builder claims(Sandbox sandbox, Instant now) {
        return new JWTClaimsSet.Builder()
                .audience(sandbox.authority() + "/" + sandbox.tenantId() + "/oauth2/v2.0/token")
                .issuer(sandbox.clientId())
                .subject(sandbox.clientId())
                .jwtID(UUID.randomUUID().toString())
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(10))));
    }

    /** Signed with PS256, the certificate named by its SHA-256. */
    String sign(JWTClaimsSet.Builder claims) throws Exception {
        return sign(new JWSHeader.Builder(JWSAlgorithm.PS256).x509CertSHA256Thumbprint(thumbprint("SHA-256")), claims);
    }

    /** Signed with RS256, the certificate named by its SHA-1, as older libraries do. */
    @SuppressWarnings("deprecation")
    String signOldStyle(JWTClaimsSet.Builder claims) throws Exception {
        return sign(new JWSHeader.Builder(JWSAlgorithm.RS256).x509CertThumbprint(thumbprint("SHA-1")), claims);
    }

    private String sign(JWSHeader.Builder header, JWTClaimsSet.Builder claims) throws Exception {
        SignedJWT jwt = new SignedJWT(header.build(), claims.build());
        jwt.sign(new RSASSASigner(keys.getPrivate()));
        return jwt.serialize();
    }

    private Base64URL thumbprint(String algorithm) throws Exception {
        return Base64URL.encode(MessageDigest.getInstance(algorithm).digest(certificate.getEncoded()));
    }
}

package io.posthorn.oauth.internal;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

/**
 * A self-signed certificate, as an administrator makes one for an application.
 *
 * @param certificate the public half
 * @param keys its key pair
 */
public record TestCertificate(X509Certificate certificate, KeyPair keys) {

    private static final int LINE = 64;

    public static TestCertificate good() {
        return make(Instant.now().minus(Duration.ofDays(1)), Instant.now().plus(Duration.ofDays(365)));
    }

    public static TestCertificate expired() {
        return make(Instant.now().minus(Duration.ofDays(9)), Instant.now().minus(Duration.ofDays(2)));
    }

    public static TestCertificate future() {
        return make(Instant.now().plus(Duration.ofDays(2)), Instant.now().plus(Duration.ofDays(9)));
    }

    private static TestCertificate make(Instant from, Instant until) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair keys = generator.generateKeyPair();
            X500Name name = new X500Name("CN=Posthorn test");
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name, BigInteger.ONE, Date.from(from), Date.from(until), name, keys.getPublic());
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
            return new TestCertificate(certificate, keys);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Both halves in one PEM file. */
    public Path pem(Path file) {
        return write(file, block("CERTIFICATE", encoded()) + privateKey());
    }

    public Path pemWithoutKey(Path file) {
        return write(file, block("CERTIFICATE", encoded()));
    }

    public String privateKey() {
        return block("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    /** Both halves in a PKCS#12 file. */
    public Path pkcs12(Path file, String password) {
        return store(file, password, true);
    }

    public Path pkcs12WithoutKey(Path file, String password) {
        return store(file, password, false);
    }

    private Path store(Path file, String password, boolean withKey) {
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            if (withKey) {
                store.setKeyEntry(
                        "posthorn", keys.getPrivate(), password.toCharArray(), new Certificate[] {certificate});
            } else {
                store.setCertificateEntry("posthorn", certificate);
            }
            store.store(out, password.toCharArray());
            return file;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] encoded() {
        try {
            return certificate.getEncoded();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String block(String type, byte[] der) {
        String base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

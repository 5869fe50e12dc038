package io.posthorn.oauth;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * How servers are reached: the authority, and the mail servers alike.
 *
 * @param trustedCertificates a PEM file with certificates of authorities to trust beside those of the Java platform, as
 *     companies that inspect TLS need it; empty for the platform's alone
 */
public record Network(Optional<Path> trustedCertificates) {

    /** Straight, with the Java platform's certificates. */
    public static final Network DIRECT = new Network(Optional.empty());

    public Network {
        Objects.requireNonNull(trustedCertificates, "trustedCertificates");
    }

    /**
     * The TLS context for connections to these servers. Host names are not its matter: the caller has them checked.
     *
     * @return a new context; the file is read at each call
     * @throws IllegalArgumentException if the file cannot be read or holds no certificate
     */
    public SSLContext tls() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trustManager()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The Java platform offers no TLS: " + e.getMessage(), e);
        }
    }

    private X509TrustManager trustManager() throws GeneralSecurityException {
        X509TrustManager platform = trustManager(null);
        if (trustedCertificates.isEmpty()) {
            return platform;
        }
        KeyStore all = emptyKeyStore();
        int number = 0;
        for (X509Certificate issuer : platform.getAcceptedIssuers()) {
            all.setCertificateEntry("platform-" + number++, issuer);
        }
        for (Certificate certificate : read(trustedCertificates.get())) {
            all.setCertificateEntry("own-" + number++, certificate);
        }
        return trustManager(all);
    }

    private static Collection<? extends Certificate> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException("The file '" + file + "' holds no certificate. "
                        + "It must be PEM: blocks that begin with -----BEGIN CERTIFICATE-----.");
            }
            return certificates;
        } catch (IOException e) {
            throw new IllegalArgumentException("The file '" + file + "' cannot be read: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "The file '" + file + "' is not a PEM file of certificates: " + e.getMessage(), e);
        }
    }

    private static KeyStore emptyKeyStore() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** @param store null for the platform's certificates */
    private static X509TrustManager trustManager(@org.jspecify.annotations.Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }
}

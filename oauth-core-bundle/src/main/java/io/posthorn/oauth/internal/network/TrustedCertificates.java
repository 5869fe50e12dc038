package io.posthorn.oauth.internal.network;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Certificates to trust beside those of the Java platform.
 *
 * @param file PEM or PKCS#12, told apart by what is in it; empty for the platform's alone
 * @param password of a PKCS#12 file
 */
record TrustedCertificates(Optional<Path> file, String password) {

    static final TrustedCertificates NONE = new TrustedCertificates(Optional.empty(), "");

    private static final int DER_SEQUENCE = 0x30;
    private static final int DER_INTEGER = 0x02;

    /** The PKCS#12 file does not open with this password. */
    static final class WrongPasswordException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        WrongPasswordException(String message) {
            super(message);
        }
    }

    /**
     * A TLS context with both.
     *
     * @throws IllegalArgumentException if the file cannot be read or holds no certificate
     * @throws WrongPasswordException with the end of a sentence on the password
     */
    SSLContext tls() {
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
        if (file.isEmpty()) {
            return platform;
        }
        KeyStore all = emptyKeyStore();
        int number = 0;
        for (X509Certificate issuer : platform.getAcceptedIssuers()) {
            all.setCertificateEntry("platform-" + number++, issuer);
        }
        for (Certificate certificate : read(file.get())) {
            all.setCertificateEntry("own-" + number++, certificate);
        }
        return trustManager(all);
    }

    private Collection<? extends Certificate> read(Path path) {
        byte[] content;
        try {
            content = Files.readAllBytes(path);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The file '" + path + "' cannot be read: "
                            + (Files.exists(path) ? e.getMessage() : "there is no such file") + ".",
                    e);
        }
        Collection<? extends Certificate> certificates = isPkcs12(content) ? pkcs12(path, content) : pem(path, content);
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("The file '" + path + "' holds no certificate to trust. Give a PEM file,"
                    + " whose blocks begin with -----BEGIN CERTIFICATE-----, or a PKCS#12 file that keytool"
                    + " -importcert has made.");
        }
        return certificates;
    }

    /** A sequence that begins with a version number (RFC 7292, section 4); a bare certificate begins with a sequence. */
    private static boolean isPkcs12(byte[] content) {
        if (content.length < 8 || content[0] != DER_SEQUENCE) {
            return false;
        }
        int lengthBytes = content[1] < 0 ? content[1] & 0x7f : 0;
        return lengthBytes <= 4 && content[2 + lengthBytes] == DER_INTEGER;
    }

    private Collection<Certificate> pkcs12(Path path, byte[] content) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(content), password.toCharArray());
            List<Certificate> certificates = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isCertificateEntry(alias)) {
                    certificates.add(store.getCertificate(alias));
                }
            }
            return certificates;
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new WrongPasswordException((password.isEmpty() ? "is empty" : "is wrong")
                        + ": the PKCS#12 file '" + path + "' does not open with it. Give the password that the file was"
                        + " made with.");
            }
            throw new IllegalArgumentException(unusable(path, e), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(unusable(path, e), e);
        }
    }

    private static Collection<? extends Certificate> pem(Path path, byte[] content) {
        try {
            return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(content));
        } catch (CertificateException e) {
            throw new IllegalArgumentException(unusable(path, e), e);
        }
    }

    private static String unusable(Path path, Exception e) {
        return "The file '" + path + "' is neither a PEM file of certificates nor a PKCS#12 file: " + e.getMessage()
                + ".";
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
    private static X509TrustManager trustManager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }

    @Override
    public String toString() {
        return "TrustedCertificates[file=" + file + "]";
    }
}

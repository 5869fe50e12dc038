package io.posthorn.oauth.internal.msal;

import io.posthorn.oauth.Credential;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A certificate and its private key, from a PKCS#12 file, or from a PEM file with both.
 *
 * @param certificate as registered under Certificates & secrets
 * @param key its private key
 */
public record ClientCertificate(X509Certificate certificate, PrivateKey key) {

    private static final Pattern PEM_KEY =
            Pattern.compile("-----BEGIN ((?:ENCRYPTED |RSA |EC )?PRIVATE KEY)-----([^-]*)-----END");
    private static final String PEM_CERTIFICATE = "-----BEGIN CERTIFICATE-----";

    /**
     * Reads the file.
     *
     * @param from which file, and its password
     * @return its first key with the certificate that goes with it
     * @throws IllegalArgumentException with sentences on what is wrong with the file
     */
    public static ClientCertificate read(Credential.Certificate from) {
        Path file = from.file();
        byte[] bytes = bytes(file);
        String text = new String(bytes, StandardCharsets.US_ASCII);
        return text.contains("-----BEGIN ") ? pem(file, text, from.password()) : pkcs12(file, bytes, from.password());
    }

    /**
     * Whether it is good at a moment.
     *
     * @param now the moment
     * @return this
     * @throws IllegalArgumentException if it has expired, or is not valid yet
     */
    public ClientCertificate validAt(Instant now) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (now.isAfter(until)) {
            throw new IllegalArgumentException("The certificate expired at " + until
                    + ". Make a new one, and register it under Certificates & secrets of the app registration.");
        }
        if (now.isBefore(from)) {
            throw new IllegalArgumentException(
                    "The certificate is not valid before " + from + ". Wait, or check the clock of this machine.");
        }
        return this;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("There is no file '" + file + "'.", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("The file '" + file + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private static ClientCertificate pkcs12(Path file, byte[] bytes, String password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), password.toCharArray());
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, password.toCharArray()) instanceof PrivateKey key
                        && store.getCertificate(alias) instanceof X509Certificate certificate) {
                    return new ClientCertificate(certificate, key);
                }
            }
            throw new IllegalArgumentException("The file '" + file + "' holds no private key with its certificate."
                    + " Export both, for example by openssl pkcs12 -export -inkey KEY -in CERTIFICATE.");
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    e.getCause() instanceof UnrecoverableKeyException
                            ? "The password does not open the file '" + file
                                    + "'. It belongs into the field Client Certificate Password."
                            : "The file '" + file + "' is neither PKCS#12 nor PEM: " + e.getMessage(),
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The file '" + file + "' cannot be used: " + e.getMessage(), e);
        }
    }

    private static ClientCertificate pem(Path file, String text, String password) {
        int begin = text.indexOf(PEM_CERTIFICATE);
        Matcher key = PEM_KEY.matcher(text);
        if (begin < 0) {
            throw new IllegalArgumentException("The file '" + file + "' holds no certificate.");
        }
        if (!key.find()) {
            throw new IllegalArgumentException("The file '" + file + "' holds a certificate without its private key."
                    + " Put the key into the same file, as a block that begins with -----BEGIN PRIVATE KEY-----.");
        }
        try {
            Certificate certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(text.substring(begin).getBytes(StandardCharsets.US_ASCII)));
            X509Certificate x509 = (X509Certificate) certificate;
            PKCS8EncodedKeySpec spec = keySpec(file, key.group(1), key.group(2), password);
            return new ClientCertificate(
                    x509,
                    KeyFactory.getInstance(x509.getPublicKey().getAlgorithm()).generatePrivate(spec));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The file '" + file + "' cannot be used: " + e.getMessage(), e);
        }
    }

    private static PKCS8EncodedKeySpec keySpec(Path file, String type, String base64, String password) {
        if (!type.equals("PRIVATE KEY") && !type.equals("ENCRYPTED PRIVATE KEY")) {
            throw new IllegalArgumentException("The file '" + file + "' holds the key as " + type
                    + ". Convert it to PKCS#8: openssl pkcs8 -topk8 -nocrypt -in KEY.");
        }
        byte[] der = Base64.getMimeDecoder().decode(base64);
        try {
            return type.equals("PRIVATE KEY") ? new PKCS8EncodedKeySpec(der) : decrypted(der, password);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "The password does not open the private key in '" + file
                            + "'. It belongs into the field Client Certificate Password.",
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException("The private key in '" + file + "' is damaged: " + e.getMessage(), e);
        }
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] der, String password)
            throws GeneralSecurityException, IOException {
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
        String algorithm = info.getAlgParameters() == null
                ? info.getAlgName()
                : info.getAlgParameters().toString();
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray())),
                info.getAlgParameters());
        return info.getKeySpec(cipher);
    }

    @Override
    public String toString() {
        return "ClientCertificate[" + certificate.getSubjectX500Principal() + "]";
    }
}

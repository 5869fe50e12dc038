package io.posthorn.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The file with key and certificate of the web console. It is opened before Felix does, to say in a sentence what is wrong. */
final class Keystore {

    private final Path file;
    private final HttpPage page;
    private final char[] password;
    private final char[] keyPassword;
    private final KeyStore entries;

    Keystore(Path file, Optional<String> password, Optional<String> keyPassword, Optional<String> type, HttpPage page) {
        this.file = file.toAbsolutePath().normalize();
        this.page = page;
        this.password = password.orElse("").toCharArray();
        this.keyPassword = keyPassword.or(() -> password).orElse("").toCharArray();
        this.entries = open(type.orElse(KeyStore.getDefaultType()));
    }

    private KeyStore open(String type) {
        if (!Files.isRegularFile(file)) {
            throw new LaunchException("The keystore " + file + ", which " + page + " names, does not exist.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(type);
            store.load(in, password);
            return store;
        } catch (AccessDeniedException e) {
            throw new LaunchException("The keystore " + file + " cannot be read by this user.", e);
        } catch (IOException e) {
            throw e.getCause() instanceof UnrecoverableKeyException
                    ? new LaunchException(
                            "The keystore " + file + " has another password than " + HttpPage.PASSWORD + " in " + page
                                    + ".",
                            e)
                    : new LaunchException(
                            "The file " + file + ", which " + page + " names, is no keystore of the type " + type
                                    + ". Make one with keytool (docs/guides/web-console.md says how).",
                            e);
        } catch (GeneralSecurityException e) {
            throw new LaunchException("The keystore " + file + " cannot be opened: " + e.getMessage() + ".", e);
        }
    }

    /** Of each key that can be used, one at least. */
    List<X509Certificate> certificates() {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            for (String alias : Collections.list(entries.aliases())) {
                Certificate certificate = entries.getCertificate(alias);
                if (entries.isKeyEntry(alias)
                        && certificate instanceof X509Certificate usable
                        && entries.getKey(alias, keyPassword) != null) {
                    certificates.add(usable);
                }
            }
        } catch (GeneralSecurityException e) {
            throw new LaunchException(
                    "The key in the keystore " + file + " has another password than the keystore. Give it in "
                            + HttpPage.KEY_PASSWORD + " in " + page + ".",
                    e);
        }
        if (certificates.isEmpty()) {
            throw new LaunchException("The keystore " + file + ", which " + page
                    + " names, holds no private key with its certificate. A certificate alone is not enough.");
        }
        return certificates;
    }

    /** What browsers will complain of. */
    Optional<String> warning() {
        try {
            for (X509Certificate certificate : certificates()) {
                certificate.checkValidity();
            }
            return Optional.empty();
        } catch (CertificateException e) {
            return Optional.of("The certificate in " + file + " is not valid today (" + e.getMessage()
                    + "): browsers will warn of it. Put a new one in its place and start again.");
        }
    }
}

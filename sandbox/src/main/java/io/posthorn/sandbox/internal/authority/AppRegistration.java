package io.posthorn.sandbox.internal.authority;

import io.posthorn.sandbox.internal.IssuedSecrets;
import io.posthorn.sandbox.internal.RandomText;
import io.posthorn.sandbox.internal.Tenant;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** By what the registered app may prove itself: secrets, of which several are good at once, and certificates. */
final class AppRegistration {
    private final Map<String, Boolean> secrets = new HashMap<>();
    private final List<X509Certificate> certificates;
    private final IssuedSecrets issued;

    AppRegistration(Tenant tenant, List<X509Certificate> certificates, IssuedSecrets issued) {
        this.certificates = new ArrayList<>(certificates);
        this.issued = issued;
        secrets.put(tenant.clientSecret(), true);
    }

    synchronized String addSecret() {
        String secret = issued.issued(RandomText.clientSecret());
        secrets.put(secret, true);
        return secret;
    }

    synchronized void expireSecret(String secret) {
        if (secrets.replace(secret, false) == null) {
            throw new IllegalArgumentException("The app has no such secret");
        }
    }

    synchronized void addCertificate(X509Certificate certificate) {
        certificates.add(certificate);
    }

    /** Empty for a secret that never was one of the app's; otherwise whether it still is. */
    synchronized Optional<Boolean> secret(String secret) {
        return Optional.ofNullable(secrets.get(secret));
    }

    synchronized Optional<X509Certificate> certificate(Predicate<X509Certificate> wanted) {
        return certificates.stream().filter(wanted).findFirst();
    }
}

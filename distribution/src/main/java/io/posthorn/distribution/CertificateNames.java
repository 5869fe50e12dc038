package io.posthorn.distribution;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that a certificate bears: a request for another one is refused by the HTTP service. */
final class CertificateNames {

    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)\\s*CN=([^,\"\\\\]+)", Pattern.CASE_INSENSITIVE);

    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1");

    private CertificateNames() {}

    /** Under which of them the console is shown: a name of this machine for itself alone, otherwise the first. */
    static Optional<String> best(X509Certificate certificate, boolean loopback) {
        List<String> names = all(certificate);
        return LOOPBACK.stream()
                .filter(name -> loopback && names.contains(name))
                .findFirst()
                .or(() -> names.stream().filter(name -> !name.contains("*")).findFirst());
    }

    private static List<String> all(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        for (List<?> alternative : alternatives(certificate)) {
            if (alternative.get(0).equals(DNS) || alternative.get(0).equals(ADDRESS)) {
                names.add(String.valueOf(alternative.get(1)));
            }
        }
        Matcher common =
                COMMON_NAME.matcher(certificate.getSubjectX500Principal().getName());
        if (names.isEmpty() && common.find()) {
            names.add(common.group(1).strip());
        }
        return names;
    }

    private static Collection<List<?>> alternatives(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null ? List.of() : names;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }
}

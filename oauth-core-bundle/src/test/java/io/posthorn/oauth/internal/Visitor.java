package io.posthorn.oauth.internal;

import io.posthorn.sandbox.Sandbox;
import io.posthorn.sandbox.User;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A person with a browser that knows no scripts: fills in the sandbox's forms. */
final class Visitor {

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");

    private final Sandbox sandbox;
    private final HttpClient http;

    Visitor(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.http = HttpClient.newBuilder().sslContext(trust(sandbox)).build();
    }

    private static SSLContext trust(Sandbox sandbox) {
        try (InputStream file = new FileInputStream(sandbox.caFile().toFile())) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(file));
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Opens the address, fills in the form, and consents. Returns where the browser is sent then. */
    String signIn(URI url, User user) {
        return send(url, Map.of("login", user.address(), "passwd", user.password()));
    }

    /** The same, and declines. */
    String decline(URI url) {
        return send(url, Map.of("consent", "decline"));
    }

    private String send(URI url, Map<String, String> typed) {
        HttpResponse<String> page = get(url);
        assert page.statusCode() == 200 : page.body();
        Map<String, String> form = new LinkedHashMap<>(typed);
        Matcher hidden = HIDDEN.matcher(page.body());
        while (hidden.find()) {
            form.put(hidden.group(1), hidden.group(2).replace("&amp;", "&"));
        }
        return post(url, form).headers().firstValue("Location").orElseThrow();
    }

    /** Types the code of a device in, signs in there, and consents, or not. */
    void onDevicePage(String instructions, Map<String, String> typed) {
        Matcher code = Pattern.compile("enter the code ([A-Z0-9]{9})").matcher(instructions);
        if (!code.find()) {
            throw new AssertionError(instructions);
        }
        Map<String, String> form = new LinkedHashMap<>(typed);
        form.put("otc", code.group(1));
        assert post(sandbox.authority().resolve("/devicelogin"), form).statusCode() == 200;
    }

    HttpResponse<String> get(URI url) {
        return exchange(HttpRequest.newBuilder(url).build());
    }

    /** Hashes of the public keys of the authority's certificates, in base64. */
    List<String> keysOfTheAuthority() throws GeneralSecurityException, IOException {
        List<String> hashes = new ArrayList<>();
        for (Certificate certificate :
                get(sandbox.authority()).sslSession().orElseThrow().getPeerCertificates()) {
            byte[] key = certificate.getPublicKey().getEncoded();
            hashes.add(Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(key)));
        }
        return hashes;
    }

    private HttpResponse<String> post(URI url, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return exchange(HttpRequest.newBuilder(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}

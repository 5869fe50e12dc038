package io.posthorn.sandbox;

import com.nimbusds.jose.util.JSONObjectUtils;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** A client of the authority, on the JDK's HTTP client. */
final class Entra {
    static final String MAIL = "https://outlook.office.com/IMAP.AccessAsUser.All"
            + " https://outlook.office.com/POP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access";

    private final Sandbox sandbox;
    private final HttpClient http;

    Entra(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.http = HttpClient.newBuilder().sslContext(Trust.in(sandbox)).build();
    }

    /** The parameters of a refresh, ready to be changed. */
    Map<String, String> refresh(String refreshToken) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken);
        form.put("client_id", sandbox.clientId());
        form.put("client_secret", sandbox.clientSecret());
        form.put("scope", MAIL);
        return form;
    }

    /** The parameters of an app-only request with the secret, ready to be changed. */
    Map<String, String> appOnly() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", sandbox.clientId());
        form.put("client_secret", sandbox.clientSecret());
        form.put("scope", "https://outlook.office365.com/.default");
        return form;
    }

    Map<String, String> authorize() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", sandbox.clientId());
        form.put("response_type", "code");
        form.put("redirect_uri", "http://localhost:8400/callback");
        form.put("scope", MAIL);
        form.put("state", "12345 & more");
        return form;
    }

    HttpResponse<String> page(String tenant, Map<String, String> query) throws Exception {
        return send(HttpRequest.newBuilder(uri(tenant, "authorize", "?" + encode(query))));
    }

    HttpResponse<String> post(String tenant, String endpoint, Map<String, String> form, String... headers)
            throws Exception {
        HttpRequest.Builder request = form(uri(tenant, endpoint, ""), encode(form));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    CompletableFuture<HttpResponse<String>> postAsync(Map<String, String> form) {
        HttpRequest request = form(uri("common", "token", ""), encode(form)).build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Sends the form of a page at this path; no field makes it a GET. */
    HttpResponse<String> visit(String path, Map<String, String> form) throws Exception {
        URI page = sandbox.authority().resolve(path);
        return send(form.isEmpty() ? HttpRequest.newBuilder(page) : form(page, encode(form)));
    }

    HttpResponse<String> postRaw(String tenant, String body) throws Exception {
        return send(form(uri(tenant, "token", ""), body));
    }

    private static HttpRequest.Builder form(URI uri, String body) {
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** The answer of the token endpoint. */
    Map<String, Object> token(String tenant, Map<String, String> form) throws Exception {
        return json(tenant, "token", form);
    }

    Map<String, Object> json(String tenant, String endpoint, Map<String, String> form) throws Exception {
        return JSONObjectUtils.parse(post(tenant, endpoint, form).body());
    }

    /** The AADSTS number of a refusal by the token endpoint. */
    long refusal(String tenant, Map<String, String> form) throws Exception {
        return number(token(tenant, form));
    }

    /** The AADSTS number of a refusal. */
    static long number(Map<String, Object> answer) {
        return (Long) ((List<?>) answer.get("error_codes")).get(0);
    }

    /** Signs in by the page's form; the query of the redirect. */
    Map<String, String> signIn(Map<String, String> request, User user) throws Exception {
        Map<String, String> form = new LinkedHashMap<>(request);
        form.put("login", user.address());
        form.put("passwd", user.password());
        HttpResponse<String> answer = post("common", "authorize", form);
        return query(URI.create(answer.headers().firstValue("Location").orElseThrow()));
    }

    static Map<String, String> query(URI uri) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : uri.getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String tenant, String endpoint, String query) {
        return URI.create(sandbox.authority() + "/" + tenant + "/oauth2/v2.0/" + endpoint + query);
    }

    private static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}

package io.posthorn.it;

import io.posthorn.sandbox.Sandbox;
import io.posthorn.sandbox.User;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A page, mostly "Email service", filled for a user of a sandbox. */
final class SandboxPage {

    static final String PID = "io.posthorn.email";
    static final String ACCOUNT_PID = "io.posthorn.oauth.account";
    static final String NETWORK_PID = "io.posthorn.network";

    private static final Set<String> ACCOUNT_FIELDS =
            Set.of("authority", "tenant", "client.id", ".client.secret", ".refresh.token");

    private final Map<String, String> fields = new TreeMap<>();

    SandboxPage(Sandbox sandbox, User user) {
        fields.put("oauth", "true");
        fields.put("authority", sandbox.authority().toString());
        fields.put("tenant", sandbox.tenantId());
        fields.put("client.id", sandbox.clientId());
        fields.put(".client.secret", sandbox.clientSecret());
        fields.put(".refresh.token", sandbox.newRefreshToken(user));
        fields.put("smtp.host", sandbox.host());
        fields.put("smtp.port", String.valueOf(sandbox.smtpPort()));
        fields.put("smtp.authenticate", "true");
        fields.put("smtp.user", user.address());
        fields.put("smtp.transport.security", "TLS");
        fields.put("receive.protocol", "IMAP");
        fields.put("receive.host", sandbox.host());
        fields.put("receive.port", String.valueOf(sandbox.imapPort()));
        fields.put("receive.user", user.address());
        fields.put("receive.transport.security", "TLS");
    }

    /** The page "Network" that goes with it. */
    static SandboxPage network(Sandbox sandbox) {
        return new SandboxPage(Map.of("trusted.certificates", sandbox.caFile().toString()));
    }

    /** The page "OAuth 2.0 account" with the OAuth fields of this one. */
    SandboxPage account(String name) {
        Map<String, String> account = new TreeMap<>(fields);
        account.keySet().retainAll(ACCOUNT_FIELDS);
        account.put("name", name);
        return new SandboxPage(account);
    }

    /** The same page, with a named account in place of its OAuth fields. */
    SandboxPage using(String account) {
        Map<String, String> page = new TreeMap<>(fields);
        page.keySet().removeAll(ACCOUNT_FIELDS);
        page.put("oauth.account", account);
        return new SandboxPage(page);
    }

    private SandboxPage(Map<String, String> fields) {
        this.fields.putAll(fields);
    }

    /** The page that {@link #file()} gave. */
    static SandboxPage parse(String file) {
        return new SandboxPage(file.lines()
                .map(line -> line.split(" = ", 2))
                .collect(Collectors.toMap(field -> field[0], field -> field[1])));
    }

    SandboxPage with(String field, String value) {
        fields.put(field, value);
        return this;
    }

    String value(String field) {
        return fields.get(field);
    }

    Dictionary<String, Object> properties() {
        return new Hashtable<>(fields);
    }

    /** The page as the web console's form posts it, with the field that holds the name of its file. */
    String form() {
        StringBuilder form = new StringBuilder("apply=true&action=ajaxConfigManager");
        fields.forEach(
                (name, value) -> form.append("&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return form + "&propertylist=felix.fileinstall.filename," + String.join(",", fields.keySet());
    }

    /** The page as a file of {@code conf}. */
    String file() {
        StringBuilder text = new StringBuilder();
        fields.forEach((name, value) -> text.append(name + " = " + value + "\n"));
        return text.toString();
    }
}

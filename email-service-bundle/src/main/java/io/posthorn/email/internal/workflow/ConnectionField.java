package io.posthorn.email.internal.workflow;

import io.posthorn.email.internal.EmailServiceConfig;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The fields of the tab <i>Connection Settings</i>: those of the page <i>Email service</i>, whose properties the constants
 * are named after. The keys are their names, too: {@code smtpHost} for {@link #SMTP_HOST}.
 */
enum ConnectionField {
    SMTP_HOST("SMTP Host", EmailServiceConfig::smtp_host),
    SMTP_PORT("SMTP Port Number", EmailServiceConfig::smtp_port),
    SMTP_AUTHENTICATE("SMTP Authenticate", EmailServiceConfig::smtp_authenticate),
    SMTP_USER("SMTP User", EmailServiceConfig::smtp_user),
    SMTP_PASSWORD("SMTP Password", null),
    SMTP_TRANSPORT_SECURITY("SMTP Transport Security", EmailServiceConfig::smtp_transport_security),
    SMTP_STARTTLS("SMTP STARTTLS", EmailServiceConfig::smtp_starttls),
    RECEIVE_HOST("POP3/IMAP Host", EmailServiceConfig::receive_host),
    RECEIVE_PORT("POP3/IMAP Port Number", EmailServiceConfig::receive_port),
    RECEIVE_PROTOCOL("POP3/IMAP", EmailServiceConfig::receive_protocol),
    RECEIVE_USER("POP3/IMAP Username", ConnectionField::receiveUser),
    RECEIVE_PASSWORD("POP3/IMAP Password", null),
    RECEIVE_TRANSPORT_SECURITY("Receive Transport Security", EmailServiceConfig::receive_transport_security),
    RECEIVE_STARTTLS("Receive STARTTLS", EmailServiceConfig::receive_starttls),
    SHARED_MAILBOX("Shared Mailbox", null),
    OAUTH("OAuth 2.0 Authentication Settings", null),
    OAUTH_ACCOUNT("OAuth Account", null),
    CLIENT_ID("Client ID", null),
    CLIENT_SECRET("Client Secret", null),
    REFRESH_TOKEN("Refresh Token", null),
    CLOUD("Cloud", null),
    TENANT("Tenant", null),
    AUTHORITY("Authority", null);

    /** What a step that sends has of them. */
    static final List<ConnectionField> SENDING = all(field -> !field.isReceiving());

    /** What a step that receives has of them. */
    static final List<ConnectionField> RECEIVING = all(field -> !field.isSmtp());

    /** Finds labels in sentences, the longest first. */
    static final Pattern LABELS = Pattern.compile(Arrays.stream(values())
            .map(ConnectionField::label)
            .sorted((a, b) -> b.length() - a.length())
            .map(Pattern::quote)
            .reduce((a, b) -> a + "|" + b)
            .orElseThrow());

    private final String label;
    private final @Nullable Function<EmailServiceConfig, String> ofPage;

    ConnectionField(String label, @Nullable Function<EmailServiceConfig, String> ofPage) {
        this.label = label;
        this.ofPage = ofPage;
    }

    private static List<ConnectionField> all(java.util.function.Predicate<ConnectionField> condition) {
        return Arrays.stream(values()).filter(condition).toList();
    }

    private static String receiveUser(EmailServiceConfig page) {
        return page.receive_user().isBlank() ? page.smtp_user() : page.receive_user();
    }

    static Optional<ConnectionField> labelled(String label) {
        return Arrays.stream(values())
                .filter(field -> field.label.equals(label))
                .findFirst();
    }

    static List<String> keys(List<ConnectionField> fields) {
        return fields.stream().map(ConnectionField::key).toList();
    }

    /** The page with these values, and its defaults for the rest. */
    static EmailServiceConfig page(Map<ConnectionField, String> values) {
        Class<EmailServiceConfig> type = EmailServiceConfig.class;
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> value(method, values)));
    }

    private static @Nullable Object value(Method method, Map<ConnectionField, String> values) {
        String property = method.getName().replaceFirst("^_", "").toUpperCase(Locale.ROOT);
        for (ConnectionField field : values.keySet()) {
            if (field.name().equals(property)) {
                return values.get(field);
            }
        }
        return method.getDefaultValue();
    }

    /** As the page calls it. */
    String label() {
        return label;
    }

    /** As workflows call it. */
    String key() {
        String[] words = name().toLowerCase(Locale.ROOT).split("_");
        StringBuilder key = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            key.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
        }
        return key.toString();
    }

    /** What the page says; empty for all that logs somebody in, which a page gives to nobody. */
    Optional<String> of(EmailServiceConfig page) {
        return Optional.ofNullable(ofPage).map(function -> function.apply(page));
    }

    boolean isSmtp() {
        return name().startsWith("SMTP_");
    }

    boolean isReceiving() {
        return name().startsWith("RECEIVE_") || this == SHARED_MAILBOX;
    }
}

package io.posthorn.email.internal.workflow;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.internal.EmailServiceConfig;
import io.posthorn.email.internal.EmailServicePage;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenService;
import io.posthorn.page.WrongPageException;
import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * <i>Use Global Settings</i>, or connection settings of a step's own. These are checked as the page's are.
 *
 * <p>What a step leaves out is the page's as long as the step leaves out the host, too; behind a host of its own, it is the
 * default. Passwords, OAuth accounts and the fields of an application are never the page's: no secret of a page can come to
 * a server, or onto a connection without TLS, that only the step has named.
 */
final class OwnConnection {

    static final String USE_GLOBAL_SETTINGS = "useGlobalSettings";

    private final EmailServiceConfig page;
    private final TokenService tokens;
    private final StepInput input;
    private final Map<ConnectionField, String> given = new EnumMap<>(ConnectionField.class);
    private final Map<ConnectionField, String> inherited = new EnumMap<>(ConnectionField.class);

    /**
     * Looks for the keys.
     *
     * @param page where what is left out may come from
     * @param fields either {@link ConnectionField#SENDING} or {@link ConnectionField#RECEIVING}
     */
    OwnConnection(EmailServiceConfig page, TokenService tokens, StepInput input, List<ConnectionField> fields) {
        this.page = page;
        this.tokens = tokens;
        this.input = input;
        for (ConnectionField field : fields) {
            if (input.has(field.key())) {
                given.put(field, input.text(field.key()));
            }
        }
    }

    /** Sends, with the page's settings or with the step's own. */
    <T> T send(Supplier<T> onPage, Function<ConnectionSettings, T> onOwn) {
        return isGlobal() ? onPage.get() : own(ConnectionField.SMTP_HOST, EmailServicePage::sending, onOwn);
    }

    /** Receives, with the page's settings or with the step's own. */
    <T> T receive(Supplier<T> onPage, Function<ConnectionSettings, T> onOwn) {
        return isGlobal() ? onPage.get() : own(ConnectionField.RECEIVE_HOST, EmailServicePage::receiving, onOwn);
    }

    private boolean isGlobal() {
        boolean global = input.bool(USE_GLOBAL_SETTINGS, given.isEmpty());
        if (global && !given.isEmpty()) {
            throw input.wrong(
                    USE_GLOBAL_SETTINGS,
                    "is true, and there is "
                            + given.keySet().iterator().next().key()
                            + ". Give false to use the step's own connection, or leave such keys out.");
        }
        return global;
    }

    /** Makes the settings of one half. */
    private interface Half {
        ConnectionSettings of(EmailServicePage page, @Nullable OAuthAccount account);
    }

    private <T> T own(ConnectionField host, Half half, Function<ConnectionSettings, T> work) {
        EmailServicePage own = new EmailServicePage(ConnectionField.page(values(host)));
        try {
            if (!own.isOAuth()) {
                return onOwn(half.of(own, null), work);
            }
            try (OAuthAccount account = own.account(tokens)) {
                return onOwn(half.of(own, account), work);
            }
        } catch (WrongPageException e) {
            throw named(e);
        } catch (TokenException e) {
            throw new EmailException(Kind.APPLICATION, "", String.valueOf(e.getMessage()), null);
        }
    }

    private Map<ConnectionField, String> values(ConnectionField host) {
        Map<ConnectionField, String> values = new EnumMap<>(ConnectionField.class);
        if (!given.containsKey(host)) {
            inherit(host);
        }
        values.putAll(inherited);
        values.putAll(given);
        boolean smtp = host == ConnectionField.SMTP_HOST;
        ConnectionField port = smtp ? ConnectionField.SMTP_PORT : ConnectionField.RECEIVE_PORT;
        if (given.containsKey(host) || saysWhichPort()) {
            values.put(port, given.getOrDefault(port, "0")); // the standard port of what the step says
        }
        if (given.containsKey(ConnectionField.OAUTH_ACCOUNT) || given.containsKey(ConnectionField.CLIENT_ID)) {
            values.putIfAbsent(ConnectionField.OAUTH, "true");
        }
        return values;
    }

    private void inherit(ConnectionField host) {
        for (ConnectionField field : ConnectionField.values()) {
            if (field.isSmtp() == host.isSmtp()) {
                field.of(page).ifPresent(value -> inherited.put(field, value));
            }
        }
    }

    private boolean saysWhichPort() {
        return given.containsKey(ConnectionField.SMTP_TRANSPORT_SECURITY)
                || given.containsKey(ConnectionField.RECEIVE_TRANSPORT_SECURITY)
                || given.containsKey(ConnectionField.RECEIVE_PROTOCOL);
    }

    /** A wrong value is named by its key, or by the page if it is from there. */
    private RuntimeException named(WrongPageException e) {
        ConnectionField field = ConnectionField.labelled(e.field()).orElseThrow(() -> e);
        if (!given.containsKey(field) && !inherited.getOrDefault(field, "").isBlank()) {
            return new EmailException(Kind.APPLICATION, "", String.valueOf(e.getMessage()), null);
        }
        return input.wrong(field.key(), "(" + field.label() + ") " + e.fault());
    }

    /** Adds to advice on fields which keys they are. */
    private static <T> T onOwn(ConnectionSettings settings, Function<ConnectionSettings, T> work) {
        try {
            return work.apply(settings);
        } catch (EmailException e) {
            if (e.kind() == Kind.MESSAGE || e.kind() == Kind.RECIPIENT || e.kind() == Kind.IN_DOUBT) {
                throw e;
            }
            throw new EmailException(
                    e.kind(),
                    e.serverReply(),
                    withKeys(String.valueOf(e.getMessage())),
                    e.retryAfter().orElse(null),
                    e.outcomes(),
                    e.getCause());
        }
    }

    private static String withKeys(String advice) {
        Set<String> keys = new TreeSet<>();
        ConnectionField.LABELS
                .matcher(advice)
                .results()
                .forEach(label -> ConnectionField.labelled(label.group()).ifPresent(field -> keys.add(field.key())));
        return keys.isEmpty() || !advice.contains("field")
                ? advice
                : advice + " (These are the step's own settings: see its keys " + String.join(", ", keys) + ".)";
    }
}

package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.AccountStatus;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenService;
import io.posthorn.oauth.internal.msal.Claims;
import io.posthorn.store.Store;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The shell commands on accounts, in Felix and in Karaf alike. */
@Component(
        service = AccountCommands.class,
        property = {
            "osgi.command.scope=mail",
            "osgi.command.function=accounts",
            "osgi.command.function=token",
            "osgi.command.function=refresh",
            "osgi.command.function=forget"
        })
public final class AccountCommands {

    /** Claims that are times, in seconds since 1970 (RFC 7519, section 2). */
    private static final Set<String> TIMES = Set.of("exp", "iat", "nbf");

    private final TokenService tokens;
    private final Store store;
    private final InstantSource clock = InstantSource.system();

    /**
     * Made by Declarative Services.
     *
     * @param tokens knows the accounts
     * @param store where their tokens are
     */
    @Activate
    public AccountCommands(@Reference TokenService tokens, @Reference Store store) {
        this.tokens = tokens;
        this.store = store;
    }

    /**
     * Lists every account.
     *
     */
    @Descriptor("lists every account: its user, permissions, the age of its tokens, and what went wrong last")
    public void accounts() {
        PrintStream out = System.out; // Gogo's, which a pipe takes up, unlike the session's console
        List<AccountStatus> accounts = tokens.accounts();
        out.println("Tokens are kept in: " + store.description());
        if (accounts.isEmpty()) {
            out.println("There is no account yet. Add a page OAuth 2.0 account (" + AccountPage.PID
                    + "), or fill in the OAuth fields of the Email service page.");
        }
        for (AccountStatus account : accounts) {
            out.println();
            out.println(new AccountText(account, clock.instant()));
        }
    }

    /**
     * Shows what an access token says, never the token.
     *
     * @param permission what the token must allow
     * @param name the account
     */
    @Descriptor(
            "shows the claims of an account's access token, and fetches one if there is none; never the token itself")
    public void token(
            @Descriptor("what the token must allow: SMTP.Send, IMAP.AccessAsUser.All or POP.AccessAsUser.All")
                    @Parameter(names = "--permission", absentValue = "SMTP.Send")
                    String permission,
            @Descriptor("name of an account, as mail:accounts shows it") String name) {
        try (OAuthAccount account = tokens.account(name)) {
            print(System.out, account.token(permission(permission)));
        }
    }

    private static void print(PrintStream out, AccessToken token) {
        out.println("The access token has " + token.value().length() + " characters and expires at " + token.expiresAt()
                + ".");
        Optional<Map<String, Object>> claims = Claims.of(token.value());
        if (claims.isEmpty()) {
            out.println("It is opaque: it says nothing of itself, as tokens of personal accounts do.");
        }
        claims.orElse(Map.of()).forEach((claim, value) -> out.printf("  %-20s%s%n", claim, text(claim, value)));
    }

    private static String text(String claim, Object value) {
        if (TIMES.contains(claim) && value instanceof Number seconds) {
            return Instant.ofEpochSecond(new BigDecimal(seconds.toString()).longValue())
                    .toString();
        }
        return String.valueOf(value).replaceAll("\\p{Cntrl}", " ");
    }

    private static Permission permission(String value) {
        return Arrays.stream(Permission.values())
                .filter(permission -> permission.value().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--permission " + value + " is unknown. Give one of "
                        + Arrays.stream(Permission.values())
                                .map(Permission::value)
                                .collect(Collectors.joining(", "))
                        + "."));
    }

    /**
     * Fetches a new access token, also where the one in hand is good.
     *
     * @param name the account
     */
    @Descriptor("asks the authority for new tokens of an account now, and says what came of it")
    public void refresh(@Descriptor("name of an account, as mail:accounts shows it") String name) {
        tokens.refresh(name);
        System.out.println("The authority gave new tokens for the account '" + name + "'.");
    }

    /**
     * Deletes an account's stored tokens.
     *
     * @param name the account
     */
    @Descriptor("deletes the stored tokens of an account")
    public void forget(@Descriptor("name of an account, as mail:accounts shows it") String name) {
        boolean inUse =
                tokens.accounts().stream().anyMatch(account -> account.name().equals(name) && account.inUse());
        if (!tokens.forget(name)) {
            throw new IllegalArgumentException(
                    "Nothing is stored under the name '" + name + "'. mail:accounts lists the names there are.");
        }
        System.out.println("Forgotten: the tokens of '" + name + "'."
                + (inUse
                        ? " A page still uses this account, so the next mail starts anew with the refresh token"
                                + " of that page."
                        : ""));
    }
}

package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccountStatus;
import io.posthorn.oauth.Grant;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenException.Kind;
import io.posthorn.oauth.internal.msal.Claims;
import io.posthorn.store.StoreException;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Puts together what the store, the memory and the pages know of each account. */
final class StatusReport {

    private static final int SHORT = 8;
    private static final AccountKey NOBODY = new AccountKey("", "", "", "", "");

    private final JdbcTokenStore tokens;
    private final InstantSource clock;
    private final List<Account> inUse;
    private final Map<String, String> faults;

    /**
     * Nothing is read yet.
     *
     * @param inUse accounts that a page uses now
     * @param faults sentences on pages that cannot be used, by the accounts' names
     */
    StatusReport(Surroundings around, List<Account> inUse, Map<String, String> faults) {
        this.tokens = around.tokens();
        this.clock = around.clock();
        this.inUse = inUse;
        this.faults = faults;
    }

    /** What commands call an account. */
    static String name(Optional<String> name, AccountKey key) {
        return name.orElse(Accounts.OWN + key.id().substring(0, SHORT));
    }

    /** As long as a page uses it, the page's name counts, whatever the row says. */
    static String name(StoredAccount stored, Map<String, Account> users) {
        Account user = users.get(stored.key().id());
        return name(user == null ? stored.name() : user.name(), stored.key());
    }

    /** Of several with one key, mostly while a page changes, the one that has something to tell. */
    static Map<String, Account> byKey(List<Account> inUse) {
        Map<String, Account> users = new HashMap<>();
        inUse.forEach(account -> users.merge(
                account.key().id(), account, (one, other) -> one.lastFailure().isPresent() ? one : other));
        return users;
    }

    List<AccountStatus> accounts() {
        Map<String, Account> users = byKey(inUse);
        List<AccountStatus> all = new ArrayList<>();
        faults.forEach((name, sentence) -> all.add(unusable(name, sentence)));
        Optional<AccountStatus.Failure> fault = Optional.empty();
        try {
            for (StoredAccount stored : tokens.all()) {
                String name = name(stored, users);
                all.add(status(
                        name,
                        stored,
                        Optional.ofNullable(users.remove(stored.key().id()))));
            }
        } catch (StoreException e) {
            fault = Optional.of(failure(String.valueOf(e.getMessage())));
        }
        for (Account unknown : users.values()) {
            all.add(status(
                    unknown.key(),
                    unknown.name(),
                    unknown.lastFailure().or(faultOf(fault)).or(() -> waitsForSomebody(unknown))));
        }
        return all;
    }

    private static Supplier<Optional<AccountStatus.Failure>> faultOf(Optional<AccountStatus.Failure> fault) {
        return () -> fault;
    }

    private AccountStatus status(String name, StoredAccount stored, Optional<Account> user) {
        Instant now = clock.instant();
        Optional<StoredToken> token = stored.tokens().stream()
                .filter(candidate -> candidate.value().expiresAt().isAfter(now))
                .findFirst();
        AccountKey key = stored.key();
        return new AccountStatus(
                name,
                user.isPresent(),
                key.grant(),
                key.authority(),
                key.tenant(),
                key.clientId(),
                token.flatMap(held -> Claims.user(held.value().value())),
                token.map(held -> permissions(held.scopes())).orElse(Set.of()),
                token.map(StoredToken::fetchedAt),
                token.map(held -> held.value().expiresAt()),
                stored.rotatedAt(),
                stored.refreshedAt(),
                user.flatMap(Account::lastFailure)
                        .or(stored::failure)
                        .or(() -> user.filter(account -> stored.refreshToken().isEmpty())
                                .flatMap(this::waitsForSomebody)));
    }

    /** The first mail would say so, too; but why wait for it. */
    private Optional<AccountStatus.Failure> waitsForSomebody(Account account) {
        return account.client().grant() instanceof Grant.SignedIn signedIn
                ? Optional.of(Setback.describe(Renewal.nobodyHasSignedIn(signedIn), clock.instant()))
                : Optional.empty();
    }

    /** Whatever cloud they are of, the last part of a scope is the permission. */
    private static Set<Permission> permissions(Set<String> scopes) {
        Set<Permission> permissions = new HashSet<>();
        for (Permission permission : Permission.values()) {
            if (scopes.stream().anyMatch(scope -> scope.endsWith("/" + permission.value()))) {
                permissions.add(permission);
            }
        }
        return permissions;
    }

    private static AccountStatus status(
            AccountKey key, Optional<String> name, Optional<AccountStatus.Failure> failure) {
        return unused(name(name, key), true, key, failure);
    }

    private AccountStatus unusable(String name, String sentence) {
        return unused(name.isEmpty() ? "(no name)" : name, false, NOBODY, Optional.of(failure(sentence)));
    }

    private AccountStatus.Failure failure(String sentence) {
        return new AccountStatus.Failure(clock.instant(), Kind.APP_CONFIGURATION, "", "", sentence);
    }

    private static AccountStatus unused(
            String name, boolean inUse, AccountKey key, Optional<AccountStatus.Failure> failure) {
        return new AccountStatus(
                name,
                inUse,
                key.grant(),
                key.authority(),
                key.tenant(),
                key.clientId(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                failure);
    }
}

package io.posthorn.inventory.internal;

import io.posthorn.oauth.AccountStatus;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The accounts: what they can do, and by when a person must act. Tokens and secrets are not known here. */
@Component(service = Chapter.class)
public final class AccountsChapter implements Chapter {

    private final TokenService tokens;

    /**
     * Made by Declarative Services.
     *
     * @param tokens knows
     */
    @Activate
    public AccountsChapter(@Reference TokenService tokens) {
        this.tokens = tokens;
    }

    @Override
    public Part part() {
        return Part.ACCOUNTS;
    }

    @Override
    public void tell(Report report) {
        try {
            List<AccountStatus> accounts = tokens.accounts();
            report.tell(
                    part(),
                    accounts.stream()
                            .map(account -> facts(account, report.now()))
                            .toList());
        } catch (TokenException e) {
            report.remark(part(), String.valueOf(e.getMessage()));
        }
    }

    private static Facts facts(AccountStatus account, Instant now) {
        Facts facts = new Facts()
                .put("name", account.name())
                .put("state", account.summary(now))
                .put("actBy", account.actBy())
                .put("needsPerson", account.needsPerson())
                .put("inUse", account.inUse())
                .putIfAny("grant", account.grant())
                .putIfAny("authority", account.authority())
                .putIfAny("tenant", account.tenant())
                .putIfAny("clientId", account.clientId())
                .putIfAny("user", account.user().orElse(""))
                .putIfAny("permissions", permissions(account))
                .put("accessTokenUntil", account.accessTokenUntil())
                .put("refreshTokenSince", account.refreshTokenSince())
                .put("lastRefresh", account.lastRefresh());
        account.lastFailure().ifPresent(failure -> facts.put("lastFailure", facts(failure)));
        return facts;
    }

    private static String permissions(AccountStatus account) {
        return account.permissions().stream().map(Permission::value).sorted().collect(Collectors.joining(", "));
    }

    private static Facts facts(AccountStatus.Failure failure) {
        return new Facts()
                .put("at", Optional.of(failure.at()))
                .put("kind", Enums.words(failure.kind()))
                .putIfAny("code", failure.code())
                .putIfAny("correlationId", failure.correlationId())
                .put("message", failure.message());
    }
}

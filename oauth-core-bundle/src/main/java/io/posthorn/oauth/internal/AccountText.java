package io.posthorn.oauth.internal;

import io.posthorn.oauth.AccountStatus;
import io.posthorn.oauth.Permission;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** An account's status in lines, for a terminal. */
final class AccountText {

    private static final int DAY_HOURS = 24;
    private static final int LONG_HOURS = 2;

    private final AccountStatus account;
    private final Instant now;

    AccountText(AccountStatus account, Instant now) {
        this.account = account;
        this.now = now;
    }

    @Override
    public String toString() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(account.name() + (account.inUse() ? "" : account.clientId().isEmpty() ? "" : "  (no page uses it)"));
        if (!account.clientId().isEmpty()) {
            line(lines, "state", account.summary(now));
            line(lines, "grant", account.grant());
            line(lines, "client", account.clientId() + " at " + account.authority() + "/" + account.tenant());
            line(lines, "user", account.user().orElse("not known: there is no access token that says it"));
            line(lines, "permissions", permissions());
            line(lines, "access token", accessToken());
            line(lines, "refresh token", refreshToken());
            line(lines, "last refresh", account.lastRefresh().map(this::ago).orElse("never"));
        }
        account.actBy()
                .filter(by -> !account.needsPerson())
                .ifPresent(by -> line(
                        lines, "act by", by.truncatedTo(ChronoUnit.SECONDS) + ", if Posthorn does not run until then"));
        line(lines, "last error", account.lastFailure().map(this::failure).orElse("none"));
        return lines.toString();
    }

    private static void line(StringJoiner lines, String label, String value) {
        lines.add(String.format("  %-14s%s", label, value.replaceAll("\\p{Cntrl}", " ")));
    }

    private String permissions() {
        String all =
                account.permissions().stream().map(Permission::value).sorted().collect(Collectors.joining(", "));
        return all.isEmpty() ? "none: there is no access token" : all;
    }

    private String accessToken() {
        if (account.accessTokenSince().isEmpty() || account.accessTokenUntil().isEmpty()) {
            return "none; the next mail fetches one";
        }
        Instant until = account.accessTokenUntil().get();
        return age(account.accessTokenSince().get()) + " old, expires in " + text(Duration.between(now, until)) + " ("
                + until.truncatedTo(ChronoUnit.SECONDS) + ")";
    }

    private String refreshToken() {
        return account.refreshTokenSince()
                .map(since -> age(since) + " old")
                .orElse("none is stored; that of the page serves, if it has one");
    }

    private String ago(Instant then) {
        return age(then) + " ago (" + then.truncatedTo(ChronoUnit.SECONDS) + ")";
    }

    private String failure(AccountStatus.Failure failure) {
        StringJoiner text = new StringJoiner(", ", "", ". ");
        text.add(ago(failure.at()));
        text.add(failure.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
        Optional.of(failure.code()).filter(code -> !code.isEmpty()).ifPresent(text::add);
        Optional.of(failure.correlationId())
                .filter(id -> !id.isEmpty() && !failure.message().contains(id))
                .ifPresent(id -> text.add("correlation ID " + id));
        return text + failure.message();
    }

    private String age(Instant since) {
        return text(Duration.between(since, now));
    }

    private static String text(Duration duration) {
        if (duration.toHours() >= LONG_HOURS * DAY_HOURS) {
            return duration.toDays() + " days";
        }
        if (duration.toHours() >= LONG_HOURS) {
            return duration.toHours() + " h";
        }
        return duration.toMinutes() >= 1 ? duration.toMinutes() + " min" : Math.max(0, duration.toSeconds()) + " s";
    }
}

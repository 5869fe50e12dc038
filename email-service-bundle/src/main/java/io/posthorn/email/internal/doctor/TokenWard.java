package io.posthorn.email.internal.doctor;

import io.posthorn.oauth.AccessToken;
import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenService;

import java.util.List;

/** The steps from the authority to the token. */
record TokenWard(TokenService tokens, Chart chart) {

    /** Goes through all of them. */
    TokenFacts examine(OAuthAccount account, List<Permission> wanted) {
        Cloud cloud = account.cloud();
        chart.step("Authority", () -> tokens.reach(cloud));
        AccessToken token = chart.value(
                "Token",
                () -> account.token(wanted.get(0), wanted.toArray(Permission[]::new)),
                found -> "An access token of " + found.value().length() + " characters, valid until "
                        + found.expiresAt() + ".");
        TokenFacts facts = new TokenFacts(tokens.claims(token));
        TokenReading reading = new TokenReading(facts, chart);
        reading.audience(cloud);
        reading.permissions(wanted);
        return facts;
    }
}

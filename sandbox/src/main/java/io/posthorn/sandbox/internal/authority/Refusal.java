package io.posthorn.sandbox.internal.authority;

import io.posthorn.sandbox.AuthorityFailure.Refused;
import io.posthorn.sandbox.internal.Tenant;

/**
 * Why the authority says no, in Entra's terms
 * (Microsoft: <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">error codes</a>).
 */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Refused refused;

    Refusal(Refused refused) {
        super("AADSTS" + refused.aadsts() + ": " + refused.text());
        this.refused = refused;
    }

    Refusal(int status, String error, int aadsts, String text) {
        this(new Refused(aadsts, error, status, text, "", "", null));
    }

    /** The table's refusal, for this tenant and its app. */
    static Refusal of(int aadsts, Tenant tenant) {
        return of(ErrorTable.refused(aadsts), tenant);
    }

    /** The refusal with the names of this tenant and its app filled in. */
    static Refusal of(Refused refused, Tenant tenant) {
        String text = refused.text().replace("{app}", tenant.clientId()).replace("{tenant}", tenant.domain());
        return new Refusal(new Refused(
                refused.aadsts(),
                refused.error(),
                refused.status(),
                text,
                refused.suberror(),
                refused.claims(),
                refused.retryAfter()));
    }

    /** The table's refusal, if its sentence names nobody. */
    static Refusal of(int aadsts) {
        return new Refusal(ErrorTable.refused(aadsts));
    }

    /** The table's sentence under {@code invalid_grant}. */
    static Refusal invalidGrant(int aadsts) {
        return new Refusal(
                400, "invalid_grant", aadsts, ErrorTable.refused(aadsts).text());
    }

    static Refusal missing(String parameter) {
        return new Refusal(
                400,
                "invalid_request",
                900144,
                "The request body must contain the following parameter: '" + parameter + "'.");
    }

    int status() {
        return refused.status();
    }

    String error() {
        return refused.error();
    }

    /** The whole of it. */
    Refused refused() {
        return refused;
    }

    /** The AADSTS number and Entra's sentence. */
    String description() {
        return String.valueOf(getMessage());
    }
}

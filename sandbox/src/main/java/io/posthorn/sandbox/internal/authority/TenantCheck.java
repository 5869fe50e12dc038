package io.posthorn.sandbox.internal.authority;

import io.posthorn.sandbox.SignInAudience;
import io.posthorn.sandbox.internal.AuthoritySettings;
import io.posthorn.sandbox.internal.Tenant;

import java.util.Set;

/** Whether a request may name its tenant so: by {@code common} and the like, by GUID or by domain. */
record TenantCheck(Tenant tenant, AuthoritySettings settings) {
    private static final String CONSUMERS = "consumers";
    private static final Set<String> SHARED = Set.of("common", "organizations");

    void check(String segment) throws Refusal {
        if (segment.equals(CONSUMERS)) {
            if (settings.audience() != SignInAudience.WORK_AND_PERSONAL_ACCOUNTS) {
                throw Refusal.of(9002332, tenant);
            }
        } else if (!tenant.answersTo(segment)) {
            throw new Refusal(
                    400,
                    "invalid_request",
                    90002,
                    "Tenant '" + segment + "' not found. Check to make sure you have the correct tenant ID and are"
                            + " signing into the correct cloud.");
        } else if (SHARED.contains(segment) && settings.audience() == SignInAudience.ONE_DIRECTORY) {
            throw Refusal.of(50194, tenant);
        }
    }

    /** An app without a user must say whose tenant it means. */
    void checkGrant(String segment, String grantType) throws Refusal {
        if (grantType.equals("client_credentials") && (SHARED.contains(segment) || segment.equals(CONSUMERS))) {
            throw Refusal.of(9001023);
        }
    }

    /** Whether the users of this directory, who have work accounts, are found there. */
    static boolean hasUsers(String segment) {
        return !segment.equals(CONSUMERS);
    }
}

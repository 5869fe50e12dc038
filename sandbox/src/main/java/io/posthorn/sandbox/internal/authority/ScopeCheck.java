package io.posthorn.sandbox.internal.authority;

import io.posthorn.sandbox.internal.AuthoritySettings;
import io.posthorn.sandbox.internal.Tenant;

import java.util.ArrayList;
import java.util.List;

/** What of a consent a token request gets: scopes that exist, of one resource, and consented. */
record ScopeCheck(Tenant tenant, AuthoritySettings settings) {
    void checkExist(List<Scope> scopes) throws Refusal {
        for (Scope scope : scopes) {
            if (settings.mailResources().contains(scope.resource()) && !scope.isOfMail()) {
                throw new Refusal(
                        400,
                        "invalid_scope",
                        70011,
                        "The provided value for the input parameter 'scope' is not valid. The scope " + scope.uri()
                                + " does not exist.");
            }
        }
    }

    /** All that is consented of the one resource that is asked for. */
    List<Scope> permissions(Grant grant, List<String> asked) throws Refusal {
        List<Scope> wanted = new ArrayList<>(Scope.permissions(asked));
        if (wanted.isEmpty()) {
            wanted.addAll(Scope.permissions(grant.scopes()).stream().limit(1).toList());
        }
        if (wanted.stream().map(Scope::resource).distinct().count() > 1) {
            throw new Refusal(
                    400,
                    "invalid_request",
                    28000,
                    "Provided value for the input parameter scope is not valid because it contains more than one"
                            + " resource. Scope " + String.join(" ", asked) + " is not valid.");
        }
        checkExist(wanted);
        for (Scope scope : wanted) {
            checkConsent(grant, scope);
        }
        return wanted.isEmpty()
                ? List.of(new Scope(Scope.GRAPH, "User.Read"))
                : grant.of(wanted.get(0).resource());
    }

    private void checkConsent(Grant grant, Scope scope) throws Refusal {
        List<Scope> consented = grant.of(scope.resource());
        if (consented.isEmpty() || !(scope.name().equals(Scope.DEFAULT) || consented.contains(scope))) {
            throw Refusal.of(65001, tenant);
        }
    }
}

package io.posthorn.email.internal.doctor;

import io.posthorn.advice.Advice;
import io.posthorn.advice.AdviceTable;
import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.Permission;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The steps that need nothing but what a token says.
 *
 * @param facts what it says
 * @param chart where they are noted
 */
record TokenReading(TokenFacts facts, Chart chart) {

    private static final String CUSTOM = "Custom";

    void audience(Cloud cloud) {
        String step = "Audience";
        if (facts.isOpaque()) {
            chart.ok(step, "The token is opaque, as those of personal accounts are: only the servers can tell.");
        } else if (facts.isFor(cloud)) {
            chart.ok(step, facts.audience());
        } else if (cloud.label().equals(CUSTOM)) {
            chart.warning(
                    step,
                    "The token is for " + facts.audience() + ", and the field Mail Resource is " + cloud.mailResource()
                            + ". In a cloud of your own that may be right; Exchange would refuse it.");
        } else {
            Map<String, String> values = Map.of(
                    "audience",
                    facts.audience(),
                    "resource",
                    cloud.mailResource().toString());
            throw chart.stop(step, remedy("audience", values));
        }
    }

    void permissions(List<Permission> wanted) {
        String step = facts.isAppOnly() ? "Roles" : "Scopes";
        Set<String> held = new TreeSet<>(facts.permissions());
        if (facts.isOpaque() || held.isEmpty() && !facts.isAppOnly()) {
            chart.ok(step, "The token does not say; the servers will.");
            return;
        }
        for (Permission permission : wanted) {
            String word = facts.word(permission);
            if (!held.contains(word)) {
                String granted = held.isEmpty() ? "none" : String.join(", ", held);
                String key = facts.isAppOnly() ? "role" : "scope";
                throw chart.stop(step, remedy(key, Map.of("permission", word, "granted", granted)));
            }
        }
        String user = facts.user().map(name -> "; signed in is " + name).orElse("; the application itself");
        chart.ok(step, String.join(", ", held) + user + ".");
    }

    private static Remedy remedy(String key, Map<String, String> values) {
        Advice advice = AdviceTable.get("DOCTOR", key);
        return new Remedy(advice.text(values), "", advice.commands(values));
    }
}

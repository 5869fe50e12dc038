package io.posthorn.inventory.internal;

import java.util.Locale;

/** What the report tells of, in its order. */
enum Part {
    STORE("store-bundle"),
    ACCOUNTS("oauth-core-bundle"),
    OUTBOX("email-service-bundle"),
    ENDPOINTS("email-endpoint-bundle");

    private final String bundle;

    /** @param bundle that knows */
    Part(String bundle) {
        this.bundle = bundle;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A bundle that comes later is seen once ours is wired anew: its package is an optional import. */
    String missing() {
        return bundle
                + " is not installed, or does not run, or came after inventory-bundle, which must be refreshed then.";
    }
}

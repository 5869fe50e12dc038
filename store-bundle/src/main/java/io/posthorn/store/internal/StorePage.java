package io.posthorn.store.internal;

import io.posthorn.page.Page;

import java.util.Arrays;
import java.util.List;

/** What the page <i>Store</i> says, checked. Every fault is a sentence that names the field. */
final class StorePage {

    static final String PID = "io.posthorn.store";

    /** Reads and refuses its fields. */
    static final Page PAGE = new Page("Store", PID);

    private static final String POSTGRES = "jdbc:postgresql:";

    private final StoreConfig config;
    private final StoreFolder folder;

    StorePage(StoreConfig config, StoreFolder folder) {
        this.config = config;
        this.folder = folder;
    }

    PooledDatabase database() {
        String url = PAGE.resolved("JDBC URL", config.jdbc_url());
        String user = PAGE.resolved("User", config.user());
        String password = PAGE.resolved("Password", config._password());
        if (url.isEmpty()) {
            return new EmbeddedH2(folder);
        }
        if (!url.startsWith(POSTGRES)) {
            // No more of it, because it may hold a password.
            throw PAGE.wrong(
                    "JDBC URL",
                    "does not begin with " + POSTGRES + ". Leave it empty for the embedded H2, or give"
                            + " jdbc:postgresql://HOST:5432/DATABASE.");
        }
        return PAGE.checked("JDBC URL", () -> new PostgresServer(url, user, password));
    }

    Keys keys() {
        String current = PAGE.resolved("Encryption Key", config._encryption_key());
        List<EncryptionKey> former = former();
        KeyFile file = new KeyFile(folder);
        if (current.isEmpty()) {
            return former.isEmpty() ? file : new FileAndFormerKeys(file, former);
        }
        EncryptionKey key = PAGE.checked("Encryption Key", () -> EncryptionKey.parse(current));
        return new ConfiguredKeys(new Keyring(key, former), file);
    }

    private List<EncryptionKey> former() {
        String text = PAGE.resolved("Previous Encryption Keys", config._previous_encryption_keys());
        return Arrays.stream(text.split("[\\s,]+"))
                .filter(key -> !key.isEmpty())
                .map(key -> PAGE.checked("Previous Encryption Keys", () -> EncryptionKey.parse(key)))
                .toList();
    }
}

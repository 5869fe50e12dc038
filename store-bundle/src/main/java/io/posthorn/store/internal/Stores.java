package io.posthorn.store.internal;

import java.nio.file.Path;

/** Opens stores where there is no OSGi: in tests of other modules, and in tools. */
public final class Stores {

    private Stores() {}

    /**
     * An embedded H2.
     *
     * @param folder holds the database and the generated encryption key; made if it is missing
     * @return the store; the database is opened by the first call
     */
    public static OpenStore embedded(Path folder) {
        StoreFolder own = new StoreFolder(folder);
        return new JdbcStore(new Pool(new EmbeddedH2(own)), new KeyFile(own));
    }

    /**
     * A PostgreSQL.
     *
     * @param jdbcUrl begins with {@code jdbc:postgresql:}
     * @param user may be empty if the URL names one
     * @param password may be empty
     * @param folderOfTheKey holds the generated encryption key; made if it is missing
     * @return the store; it connects with the first call
     */
    public static OpenStore postgres(String jdbcUrl, String user, String password, Path folderOfTheKey) {
        PostgresServer server = new PostgresServer(jdbcUrl, user, password);
        return new JdbcStore(new Pool(server), new KeyFile(new StoreFolder(folderOfTheKey)));
    }

    /**
     * Seals all that is sealed in a store with a new key, as {@code mail:rekey} does.
     *
     * @param store one that this class has opened
     * @return how many values it was
     */
    public static int rekey(OpenStore store) {
        return ((JdbcStore) store).rekey();
    }
}

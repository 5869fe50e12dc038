package io.posthorn.it;

import io.posthorn.store.Schema;
import io.posthorn.store.SealedColumn;
import io.posthorn.store.Store;
import io.posthorn.store.StoreException;
import org.junit.Test;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Base64;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

/** The store is there without any page, keeps what it holds when the page changes, and refuses a wrong key. */
public class StoreIT extends Story {

    private static final String PID = "io.posthorn.store";
    private static final SealedColumn SECRET = new SealedColumn("story", "name", "secret");
    private static final Schema SCHEMA = new Schema("story", StoreIT.class, 1, List.of(SECRET));

    @Test
    public void aValue_outlivesEveryChangeOfThePage_andAWrongKeyIsRefused() throws Exception {
        Store store = service(Store.class, null);
        DataSource before = service(DataSource.class, "(dataSourceName=posthorn)");
        keep(store, "a", "kept without a page");
        String generated = sealed(store, "a");
        assertTrue(store.description(), store.description().startsWith("embedded H2 in "));
        assertTrue(store.isExclusive());

        savePage(Map.of(".encryption.key", key(1)));
        await("the page is read", () -> dataSource() != before);
        keep(store, "b", "kept with a key of the page");
        assertEquals("kept without a page", secret(store, "a"));
        assertNotEquals(generated.split(":")[1], sealed(store, "b").split(":")[1]);

        savePage(Map.of(".encryption.key", "far too short"));
        await("the wrong page is read", () -> failure(store).contains("the field Encryption Key"));
        assertTrue(failure(store), failure(store).contains("page Store (io.posthorn.store)"));
        assertFalse(failure(store), failure(store).contains("far too short"));

        savePage(Map.of(".encryption.key", key(2)));
        await("a foreign key is refused", () -> failure(store).contains("Previous Encryption Keys"));

        savePage(Map.of(".encryption.key", key(1)));
        await("the right page is read", () -> failure(store).isEmpty());
        assertEquals("kept without a page", secret(store, "a"));
        assertEquals("kept with a key of the page", secret(store, "b"));
        assertSame(store, service(Store.class, null));
    }

    @Test
    public void aWrongUrl_isNamed_andTheDataSourceSaysSoToo() throws Exception {
        Store store = service(Store.class, null);
        savePage(Map.of("jdbc.url", "jdbc:h2:tcp://db.example.com/x;PASSWORD=planted"));
        await("the page is read", () -> failure(store).contains("the field JDBC URL"));
        assertFalse(failure(store), failure(store).contains("planted"));
        savePage(Map.of());
        await("the right page is read", () -> !failure(store).contains("JDBC URL"));
    }

    private void savePage(Map<String, String> fields) throws Exception {
        configurations.getConfiguration(PID, "?").update(new Hashtable<String, Object>(fields));
    }

    private DataSource dataSource() {
        try {
            return service(DataSource.class, "(dataSourceName=posthorn)");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What sealing fails with; empty if it does not. */
    private static String failure(Store store) {
        try {
            store.transact(SCHEMA, connection -> store.seal("x", SECRET, "x"));
            return "";
        } catch (StoreException e) {
            return e.getMessage();
        }
    }

    private static void keep(Store store, String name, String secret) {
        store.transactDurably(SCHEMA, connection -> {
            try (PreparedStatement sql =
                    connection.prepareStatement("INSERT INTO story (name, secret) VALUES (?, ?)")) {
                sql.setString(1, name);
                sql.setString(2, store.seal(secret, SECRET, name));
                return sql.executeUpdate();
            }
        });
    }

    private static String secret(Store store, String name) {
        return store.unseal(sealed(store, name), SECRET, name);
    }

    private static String sealed(Store store, String name) {
        return store.transact(SCHEMA, connection -> {
            try (PreparedStatement sql = connection.prepareStatement("SELECT secret FROM story WHERE name = ?")) {
                sql.setString(1, name);
                try (ResultSet row = sql.executeQuery()) {
                    assertTrue(row.next());
                    return row.getString(1);
                }
            }
        });
    }

    private static String key(int number) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) number;
        return Base64.getEncoder().encodeToString(bytes);
    }
}

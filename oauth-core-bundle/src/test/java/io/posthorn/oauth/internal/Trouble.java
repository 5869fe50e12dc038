package io.posthorn.oauth.internal;

import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A store on a real database, and something that keeps it from writing. */
interface Trouble extends AutoCloseable {

    OpenStore store();

    void begin() throws Exception;

    /** Where something has given way meanwhile. */
    default void goOn() throws Exception {}

    void end() throws Exception;

    /** What the administrator must read. */
    String says();

    @Override
    void close() throws IOException;

    /** Those there are. */
    enum Kind {
        POSTGRESQL_READ_ONLY {
            @Override
            Trouble in(Path folder) {
                return new PostgresTrouble(
                        folder,
                        "is read-only",
                        "ALTER DATABASE %1$s SET default_transaction_read_only = on;" + PostgresTrouble.RECONNECT,
                        "ALTER DATABASE %1$s RESET default_transaction_read_only;" + PostgresTrouble.RECONNECT);
            }
        },
        POSTGRESQL_FULL {
            @Override
            Trouble in(Path folder) {
                return new PostgresTrouble(
                        folder,
                        "no space left on its disk",
                        PostgresTrouble.refusal("53100", "could not extend file: No space left on device")
                                + "CREATE TRIGGER trouble BEFORE INSERT OR UPDATE ON oauth_account"
                                + " FOR EACH ROW EXECUTE FUNCTION refuse();",
                        "DROP TRIGGER trouble ON oauth_account;");
            }
        },
        POSTGRESQL_FAILS_AT_COMMIT {
            @Override
            Trouble in(Path folder) {
                return new PostgresTrouble(
                        folder,
                        "could not write to file",
                        PostgresTrouble.refusal("58030", "could not write to file pg_wal")
                                + "CREATE CONSTRAINT TRIGGER trouble AFTER INSERT OR UPDATE ON oauth_account"
                                + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse();",
                        "DROP TRIGGER trouble ON oauth_account;");
            }
        },
        H2_FULL {
            @Override
            Trouble in(Path folder) throws IOException {
                return new FullDisk(folder);
            }
        },
        H2_READ_ONLY {
            @Override
            Trouble in(Path folder) throws IOException {
                return new ProtectedFile(folder);
            }
        };

        abstract Trouble in(Path folder) throws IOException;
    }

    /** Whether the system could and would. */
    static boolean runs(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .onExit()
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such command
        }
    }

    /** What an administrator of the database does. */
    record PostgresTrouble(OpenStore store, String jdbcUrl, String says, String begins, String ends)
            implements Trouble {

        /** Settings hold for new connections. */
        static final String RECONNECT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = '%1$s' AND pid <> pg_backend_pid();";

        PostgresTrouble(Path folder, String says, String begins, String ends) {
            this(folder, Postgres.newDatabase(), says, begins, ends);
        }

        private PostgresTrouble(Path folder, String jdbcUrl, String says, String begins, String ends) {
            this(Postgres.open(jdbcUrl, folder.resolve("store")), jdbcUrl, says, begins, ends);
        }

        static String refusal(String state, String message) {
            return "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                    + " $$BEGIN RAISE EXCEPTION '" + message + "' USING ERRCODE = '" + state + "'; END$$;";
        }

        @Override
        public void begin() throws SQLException {
            Postgres.run(jdbcUrl, begins);
        }

        @Override
        public void end() throws SQLException {
            Postgres.run(jdbcUrl, ends);
        }

        @Override
        public void close() {
            store.close();
        }
    }

    /** A small disk that somebody fills up. */
    final class FullDisk implements Trouble {

        private final Path disk;
        private final OpenStore store;

        private FullDisk(Path folder) throws IOException {
            disk = Files.createDirectory(folder.resolve("disk"));
            assumeTrue(
                    runs("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()),
                    "no right to mount a small disk");
            store = Stores.embedded(disk.resolve("store"));
        }

        @Override
        public OpenStore store() {
            return store;
        }

        @Override
        public void begin() throws IOException {
            byte[] page = new byte[4096];
            try (OutputStream filler = Files.newOutputStream(
                    disk.resolve("filler"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                while (true) {
                    filler.write(page);
                }
            } catch (IOException e) {
                // It is full.
            }
        }

        /** H2 cuts its file shorter when it opens it again. */
        @Override
        public void goOn() throws IOException {
            begin();
        }

        @Override
        public void end() throws IOException {
            Files.delete(disk.resolve("filler"));
        }

        @Override
        public String says() {
            return "no space left on its disk";
        }

        @Override
        public void close() {
            store.close();
            runs("umount", disk.toString());
        }
    }

    /** A file that nobody may write to, its owner and root included. */
    final class ProtectedFile implements Trouble {

        private final Path folder;
        private final OpenStore store;

        private ProtectedFile(Path folder) throws IOException {
            this.folder = Files.createDirectory(folder.resolve("store"));
            Path trial = Files.createFile(folder.resolve("trial"));
            boolean permitted = runs("chattr", "+i", trial.toString()) && runs("chattr", "-i", trial.toString());
            assumeTrue(permitted, "no right to protect a file");
            store = Stores.embedded(this.folder);
        }

        @Override
        public OpenStore store() {
            return store;
        }

        @Override
        public void begin() {
            runs("chattr", "+i", folder.resolve("posthorn.mv.db").toString());
        }

        @Override
        public void end() {
            runs("chattr", "-i", folder.resolve("posthorn.mv.db").toString());
        }

        @Override
        public String says() {
            return "is read-only";
        }

        @Override
        public void close() {
            end();
            store.close();
        }
    }
}

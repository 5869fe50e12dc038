package io.posthorn.store.internal;

import java.nio.file.Path;

/** Keeps numbered values in an embedded store, each in a transaction of its own, and says which it has kept. */
final class Writer {

    private Writer() {}

    public static void main(String[] args) {
        try (OpenStore store = Stores.embedded(Path.of(args[0]))) {
            store.transact(Notes.SCHEMA, connection -> 0);
            System.out.println("open");
            for (int i = 1; i <= Integer.parseInt(args[2]); i++) {
                String name = "n" + i;
                if (args[1].equals("durably")) {
                    store.transactDurably(Notes.SCHEMA, connection -> Notes.insert(connection, name, null));
                } else {
                    store.transact(Notes.SCHEMA, connection -> Notes.insert(connection, name, null));
                }
                System.out.println(i);
            }
        }
    }
}

package io.posthorn.endpoint.internal.ledger;

import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class LedgerOnH2Test extends LedgerContract {

    @TempDir
    Path folder;

    @Override
    OpenStore open() {
        return Stores.embedded(folder);
    }
}

package io.posthorn.store.internal;

import io.posthorn.store.Schema;
import io.posthorn.store.SealedColumn;
import io.posthorn.store.Store;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import java.util.Map;
import javax.sql.DataSource;

/** The store, which is always there: on the {@code DataSource} of the page <i>Store</i>, or on one of higher ranking. */
@Component(
        service = {Store.class, StoreComponent.class},
        immediate = true)
public final class StoreComponent implements Store {

    private final CurrentStore current = new CurrentStore();
    private final Parts parts = new Parts(current);

    /** Made by Declarative Services. */
    @Activate
    public StoreComponent() {}

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindPage(StorePageComponent page) {
        parts.page(page);
    }

    void unbindPage(StorePageComponent page) {
        parts.withoutPage(page);
    }

    @Reference(
            target = "(dataSourceName=posthorn)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindSource(DataSource source, Map<String, Object> properties) {
        parts.source(
                source,
                "the DataSource service " + properties.get("service.id") + " of bundle "
                        + properties.get("service.bundleid"));
    }

    void unbindSource(DataSource source) {
        parts.withoutSource(source);
    }

    @Deactivate
    void stop() {
        current.replace(null);
    }

    /**
     * Seals every value with a new key, or with the one of the page.
     *
     * @return how many values it was
     */
    int rekey() {
        return current.rekey();
    }

    @Override
    public <T> T transact(Schema schema, Work<T> work) {
        return current.call(store -> store.transact(schema, work));
    }

    @Override
    public <T> T transactDurably(Schema schema, Work<T> work) {
        return current.call(store -> store.transactDurably(schema, work));
    }

    @Override
    public String seal(String value, SealedColumn column, String row) {
        return current.call(store -> store.seal(value, column, row));
    }

    @Override
    public String unseal(String sealed, SealedColumn column, String row) {
        return current.call(store -> store.unseal(sealed, column, row));
    }

    @Override
    public boolean isExclusive() {
        return current.call(JdbcStore::isExclusive);
    }

    @Override
    public String description() {
        return current.description();
    }

    /** What a store is made of. The two come and go one after the other when the page changes. */
    private static final class Parts {

        private final CurrentStore current;
        private @Nullable StorePageComponent page;
        private @Nullable DataSource source;
        private String origin = "";

        Parts(CurrentStore current) {
            this.current = current;
        }

        synchronized void page(StorePageComponent next) {
            page = next;
            assemble();
        }

        synchronized void withoutPage(StorePageComponent old) {
            if (page == old) {
                page = null;
                assemble();
            }
        }

        synchronized void source(DataSource next, String from) {
            source = next;
            origin = from;
            assemble();
        }

        synchronized void withoutSource(DataSource old) {
            if (source == old) {
                source = null;
                assemble();
            }
        }

        private void assemble() {
            Database database = database();
            StorePageComponent settings = page;
            current.replace(database == null || settings == null ? null : new JdbcStore(database, settings.keys()));
        }

        private @Nullable Database database() {
            if (source == null || page == null) {
                return null;
            }
            if (source == page || page.keys() instanceof WrongPage) {
                return page.database();
            }
            return source instanceof StorePageComponent ? null : new ForeignDatabase(source, origin);
        }
    }
}

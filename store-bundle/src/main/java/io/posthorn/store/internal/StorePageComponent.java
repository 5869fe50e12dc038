package io.posthorn.store.internal;

import io.posthorn.page.Page;
import io.posthorn.page.WrongPageException;
import io.posthorn.store.StoreException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * The page <i>Store</i>, and the {@code DataSource} that it makes: an embedded H2 where nobody has filled it in. A changed
 * page makes a new instance.
 */
@Component(
        service = {DataSource.class, StorePageComponent.class},
        configurationPid = StorePage.PID,
        property = "dataSourceName=posthorn",
        immediate = true)
@Designate(ocd = StoreConfig.class)
public final class StorePageComponent implements DataSource {

    private static final Logger log = LoggerFactory.getLogger(StorePageComponent.class);

    private final Database database;
    private final Keys keys;
    private final AtomicBoolean stopped = new AtomicBoolean();

    /**
     * Made by Declarative Services.
     *
     * @param config the page, with defaults for what it leaves out
     * @param properties tells which properties there are
     * @param context knows where this server keeps its files
     */
    @Activate
    public StorePageComponent(StoreConfig config, Map<String, Object> properties, BundleContext context) {
        Page.unknown(StoreConfig.class, properties.keySet()).stream()
                .filter(name -> !name.equals("dataSourceName"))
                .forEach(name -> log.warn(
                        "The {} has no property '{}'; it is ignored. Is it misspelt?", StorePage.PAGE.name(), name));
        StorePage page = new StorePage(config, folder(context));
        Database usable;
        Keys known;
        try {
            usable = new Pool(page.database());
            known = page.keys();
            log.info("The store is: {}.", usable.description());
        } catch (WrongPageException e) {
            WrongPage wrong = new WrongPage(String.valueOf(e.getMessage()));
            usable = wrong;
            known = wrong;
            log.warn("Nothing can be stored: {}", e.getMessage());
        }
        this.database = usable;
        this.keys = known;
    }

    /** Nowhere that a framework empties. */
    static StoreFolder folder(BundleContext context) {
        String own = context.getProperty("posthorn.store.folder");
        if (own != null && !own.isBlank()) {
            return new StoreFolder(Path.of(own.strip()));
        }
        String base = context.getProperty("karaf.base");
        if (base == null) {
            base = context.getProperty("sling.home");
        }
        return new StoreFolder(Path.of(base == null ? "" : base, "posthorn", "store"));
    }

    /** The store's part waits for its transactions before this, for it is told first that the service goes. */
    @Deactivate
    void stop() {
        stopped.set(true);
        database.close();
    }

    Database database() {
        return database;
    }

    Keys keys() {
        return keys;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (stopped.get()) {
            throw new SQLException("This DataSource is closed, because the " + StorePage.PAGE.name() + " has changed.");
        }
        try {
            return database.connect();
        } catch (StoreException e) {
            throw new SQLException(e.getMessage(), e);
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("User and password are on the " + StorePage.PAGE.name() + ".");
    }

    @Override
    public java.io.PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLogWriter(java.io.PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public java.util.logging.Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("Not a " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}

package io.posthorn.console.internal;

import io.posthorn.check.PageCheck;
import io.posthorn.console.internal.guard.CurrentRequest;
import org.apache.felix.webconsole.spi.ConfigurationHandler;
import org.apache.felix.webconsole.spi.ValidationException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Refuses a wrong page when it is saved in the web console, with the sentence that it would be logged with otherwise; and
 * writes down who saves which fields, never what is in them.
 */
@Component(service = ConfigurationHandler.class, immediate = true)
public final class SavedPages implements ConfigurationHandler {

    private static final Logger log = LoggerFactory.getLogger(SavedPages.class);

    // Not sorted: a ranking may change while a service is registered, and then a sorted map would not find it to remove
    // it.
    private final Map<ServiceReference<PageCheck>, PageCheck> checks = new ConcurrentHashMap<>();
    private final Map<ServiceReference<ConfigurationPlugin>, ConfigurationPlugin> plugins = new ConcurrentHashMap<>();
    private final ConfigurationAdmin configurations;

    /**
     * Knows no page's rules yet.
     *
     * @param configurations what the pages say at this moment
     */
    @Activate
    public SavedPages(@Reference ConfigurationAdmin configurations) {
        this.configurations = configurations;
    }

    /**
     * One more page.
     *
     * @param reference says which
     * @param check knows its rules
     */
    @Reference(service = PageCheck.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addCheck(ServiceReference<PageCheck> reference, PageCheck check) {
        checks.put(reference, check);
    }

    /**
     * One page less.
     *
     * @param reference of the one that goes
     */
    public void removeCheck(ServiceReference<PageCheck> reference) {
        checks.remove(reference);
    }

    /**
     * Something that replaces placeholders.
     *
     * @param reference orders them
     * @param plugin does it
     */
    @Reference(
            service = ConfigurationPlugin.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    public void addPlugin(ServiceReference<ConfigurationPlugin> reference, ConfigurationPlugin plugin) {
        plugins.put(reference, plugin);
    }

    /**
     * One less.
     *
     * @param reference of the one that goes
     */
    public void removePlugin(ServiceReference<ConfigurationPlugin> reference) {
        plugins.remove(reference);
    }

    @Override
    public void createConfiguration(String pid) {}

    @Override
    public void createFactoryConfiguration(String factoryPid, @Nullable String name) {}

    @Override
    public void deleteConfiguration(@Nullable String factoryPid, String pid) {
        CurrentRequest.note("deletes the page " + pid);
    }

    @Override
    public void updateConfiguration(@Nullable String factoryPid, String pid, Dictionary<String, Object> properties)
            throws ValidationException {
        String fields = fields(pid, properties);
        for (Map.Entry<ServiceReference<PageCheck>, PageCheck> one : checks.entrySet()) {
            PageName page = new PageName(String.valueOf(one.getKey().getProperty(PageCheck.PAGE)));
            if (page.isOf(factoryPid, pid)) {
                String called = page.called(pid);
                Optional<String> fault = checked(one.getValue(), called, properties);
                if (fault.isPresent()) {
                    log.info("A change of {} was refused on save: {}", called, fault.get());
                    CurrentRequest.note("is refused to save the page " + called + fields);
                    throw new ValidationException(fault.get());
                }
            }
        }
        CurrentRequest.note("saves the page " + (pid.contains(" ") ? "(new) " + factoryPid : pid) + fields);
    }

    /** Read before the console writes. */
    private String fields(String pid, Dictionary<String, Object> properties) {
        try {
            Configuration[] found =
                    configurations.listConfigurations("(service.pid=" + pid.replaceAll("[\\\\*()]", "\\\\$0") + ")");
            return ", changed fields: "
                    + ChangedFields.between(found == null ? null : found[0].getProperties(), properties);
        } catch (IOException | InvalidSyntaxException e) {
            return ", fields: " + Collections.list(properties.keys());
        }
    }

    /** A check that fails keeps nobody from saving: what is wrong is told when the page is read. */
    private Optional<String> checked(PageCheck check, String pid, Dictionary<String, Object> properties) {
        try {
            return check.check(pid, replaced(pid, properties));
        } catch (RuntimeException e) {
            log.error("The page {} could not be checked, and is saved as it is", pid, e);
            return Optional.empty();
        }
    }

    /** With the values that Configuration Admin would hand over. */
    private Map<String, Object> replaced(String pid, Dictionary<String, Object> properties) {
        Dictionary<String, Object> copy = new Hashtable<>();
        for (String name : Collections.list(properties.keys())) {
            copy.put(name, properties.get(name));
        }
        copy.put("service.pid", pid);
        plugins.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
                .forEach(one -> one.getValue().modifyConfiguration(one.getKey(), copy));
        Map<String, Object> replaced = new HashMap<>();
        for (String name : Collections.list(copy.keys())) {
            replaced.put(name, copy.get(name));
        }
        return replaced;
    }
}

package io.posthorn.distribution;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What a Felix is started with.
 *
 * @param conf the folder that file install reads
 * @param storage where Felix keeps its bundle cache; emptied at start, since the truth lies in {@code conf}
 * @param log the log file
 * @param logback the configuration of logging
 * @param more framework properties of the mode
 */
record FelixSettings(Path conf, Path storage, Path log, Path logback, Map<String, String> more) {

    /** Settings whose logging is configured in the conf folder, or in the installation's if it is not. */
    static FelixSettings of(Home home, Path conf, Path storage, Path log, Map<String, String> more) {
        if (!Files.isDirectory(conf)) {
            throw new LaunchException(
                    "The configuration folder " + conf + " does not exist. Make it, or give another with --conf.");
        }
        Path own = conf.resolve("logback.xml");
        Path logback = Files.exists(own) ? own : home.shippedConf().resolve("logback.xml");
        return new FelixSettings(
                conf.toAbsolutePath().normalize(), storage.toAbsolutePath(), log.toAbsolutePath(), logback, more);
    }

    Map<String, String> frameworkProperties() {
        Map<String, String> properties = new HashMap<>();
        properties.put("org.osgi.framework.storage", storage.toString());
        properties.put("org.osgi.framework.storage.clean", "onFirstInit");
        properties.put("org.osgi.framework.startlevel.beginning", String.valueOf(PlacedBundle.OWN_LEVEL));
        properties.put("felix.log.level", "1");
        properties.put("org.ops4j.pax.logging.StaticLogbackFile", logback.toString());
        properties.put("org.ops4j.pax.logging.DefaultServiceLog.level", "ERROR");
        properties.put("gosh.args", "--nointeractive");
        configuration(properties);
        // Beside the pages, because it outlives what Felix keeps; made, for its owner only, when something is stored.
        properties.put("posthorn.store.folder", conf.resolve("store").toString());
        properties.putAll(more);
        return properties;
    }

    private void configuration(Map<String, String> properties) {
        properties.put("felix.fileinstall.dir", conf.toString());
        properties.put("felix.fileinstall.filter", ".*\\.cfg");
        properties.put("felix.fileinstall.configEncoding", "UTF-8");
        properties.put("felix.fileinstall.enableConfigSave", "true");
        properties.put("felix.fileinstall.noInitialDelay", "true");
        properties.put("felix.fileinstall.poll", "1000");
        properties.put("felix.fileinstall.log.level", "1");
        properties.put(
                "felix.fileinstall.tmpdir", storage.resolve("fileinstall").toString());
        // Also where it is empty: a secret put there later is then found.
        properties.put(
                "org.apache.felix.configadmin.plugin.interpolation.secretsdir",
                OwnerOnly.folderIfPossible(conf.resolve("secrets")).toString());
    }
}

package io.posthorn.it;

import org.ops4j.pax.exam.Option;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

/** Felix in the driver's JVM, with the bundles of the distribution. */
final class FelixDeployment {

    private FelixDeployment() {}

    static Option[] of(Path log) {
        return options(platform(log), distribution(), demo(), driver(), junitBundles());
    }

    /** Felix as the launcher starts it, but with the web server off. */
    private static Option platform(Path log) {
        Path conf = Path.of("target/exam/conf").toAbsolutePath();
        return composite(
                frameworkProperty("org.osgi.service.http.port").value("-1"),
                frameworkProperty("felix.cm.pm").value("memory"),
                frameworkProperty("felix.fileinstall.dir").value(conf.toString()),
                frameworkProperty("posthorn.store.folder").value(newFolder().toString()),
                frameworkProperty("gosh.args").value("--nointeractive"),
                frameworkProperty("org.ops4j.pax.logging.StaticLogbackFile")
                        .value(Installation.home().resolve("conf/logback.xml").toString()),
                systemProperty("posthorn.log").value(log.toString()));
    }

    /** For the store, which must begin empty. */
    private static Path newFolder() {
        try {
            Path parent = Files.createDirectories(Path.of("target/exam").toAbsolutePath());
            return Files.createTempDirectory(parent, "store-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Option distribution() {
        return composite(Installation.bundles().stream()
                .map(jar -> bundle(jar.toUri().toString()))
                .toArray(Option[]::new));
    }

    private static Option demo() {
        return bundle(Installation.demoBundle().toUri().toString());
    }

    private static Option driver() {
        return systemProperty(Outside.DOOR).value(DriverSandbox.door());
    }
}

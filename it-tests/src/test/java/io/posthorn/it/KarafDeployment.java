package io.posthorn.it;

import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.karaf.options.LogLevelOption.LogLevel;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;
import static org.ops4j.pax.exam.CoreOptions.vmOptions;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.features;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.logLevel;

/** A Karaf in a process of its own, without a network, with the feature {@code posthorn} out of the KAR. */
final class KarafDeployment {

    /** Beyond the slowest start that was seen; Pax Exam would wait three minutes for an install that has failed. */
    private static final long PATIENCE = TimeUnit.SECONDS.toMillis(90);

    private KarafDeployment() {}

    static Option[] of(String story, Path log) {
        return options(platform(story), loopback(), repositories(), posthorn(), demo(), logging(log), driver());
    }

    private static Option platform(String story) {
        return composite(
                karafDistributionConfiguration()
                        .frameworkUrl(KarafInstallation.archive().toUri().toString())
                        .unpackDirectory(Path.of("target/karaf", story).toFile())
                        .useDeployFolder(false),
                vmOptions(likeTheScript()),
                systemTimeout(PATIENCE));
    }

    /** What Karaf's own script says to Java, and Pax Exam does not. */
    private static String[] likeTheScript() {
        String version = System.getProperty("karaf.version");
        return new String[] {
            "--add-reads=java.xml=java.logging",
            "--add-exports=java.base/org.apache.karaf.specs.locator=java.xml,ALL-UNNAMED",
            "--patch-module=java.base=lib/endorsed/org.apache.karaf.specs.locator-" + version + ".jar",
            "--patch-module=java.xml=lib/endorsed/org.apache.karaf.specs.java.xml-" + version + ".jar",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
        };
    }

    /** Nobody logs in, and what must listen takes any free port of loopback; Pax Exam sets the ports of RMI. */
    private static Option loopback() {
        return composite(
                configureConsole().ignoreLocalConsole().ignoreRemoteShell(),
                editConfigurationFilePut("etc/org.apache.karaf.shell.cfg", "sshHost", "127.0.0.1"),
                editConfigurationFilePut("etc/org.apache.karaf.shell.cfg", "sshPort", "0"));
    }

    /** First Karaf's own, then ours; Maven's comes last, and only for the bundles of Pax Exam. */
    private static Option repositories() {
        String ours = KarafInstallation.unpackedKar().toUri() + "@id=posthorn@snapshots";
        String maven = Path.of(System.getProperty("maven.repo")).toUri() + "@id=maven";
        String file = "etc/org.ops4j.pax.url.mvn.cfg";
        String key = "org.ops4j.pax.url.mvn.";
        return composite(
                editConfigurationFilePut(
                        file,
                        key + "defaultRepositories",
                        "${karaf.home.uri}${karaf.default.repository}@id=system@snapshots, " + ours + ", " + maven),
                editConfigurationFilePut(file, key + "repositories", ""),
                editConfigurationFilePut(file, key + "localRepository", "${karaf.data}/repository"));
    }

    private static Option posthorn() {
        String version = System.getProperty("posthorn.version");
        return features("mvn:io.posthorn/karaf-features/" + version + "/xml/features", "posthorn");
    }

    private static Option demo() {
        return bundle(Installation.demoBundle().toUri().toString());
    }

    private static Option logging(Path log) {
        return composite(
                logLevel(LogLevel.INFO),
                editConfigurationFilePut(
                        "etc/org.ops4j.pax.logging.cfg", "log4j2.appender.rolling.fileName", log.toString()));
    }

    private static Option driver() {
        return composite(
                systemProperty("posthorn.container").value("karaf"),
                systemProperty("posthorn.root").value(Installation.root().toString()),
                systemProperty(Outside.DOOR).value(DriverSandbox.door()));
    }
}

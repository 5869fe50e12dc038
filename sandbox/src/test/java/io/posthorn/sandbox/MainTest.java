package io.posthorn.sandbox;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class MainTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void process_writesItsDetailsAndEndsWithItsInput() throws Exception {
        Path details = folder.resolve("sandbox.properties");
        Path secrets = folder.resolve("secrets");
        Process process =
                start("--details", details.toString(), "--secrets", secrets.toString(), "--until-stdin-closes");
        try {
            String summary = summary(process);
            Properties properties = read(details);
            assertThat(properties.stringPropertyNames())
                    .contains("host", "authority", "smtp.port", "imap.port", "pop3.port", "ca.file", "tenant.id")
                    .contains("tenant.domain", "client.id", "client.secret", "user.alice.address")
                    .contains("user.alice.password", "user.alice.refresh.token", "user.bob.refresh.token");
            assertThat(summary)
                    .contains(properties.getProperty("authority"), "alice@contoso.test")
                    .contains("localhost:" + properties.getProperty("smtp.port") + " (STARTTLS")
                    .contains("localhost:" + properties.getProperty("imap.port") + " (TLS")
                    .contains("localhost:" + properties.getProperty("pop3.port") + " (TLS")
                    .contains(properties.getProperty("ca.file"), properties.getProperty("tenant.id"))
                    .contains(properties.getProperty("client.id"), "https://outlook.office.com/SMTP.Send")
                    .contains("secrets    " + details.toAbsolutePath())
                    .doesNotContain(properties.getProperty("client.secret"))
                    .doesNotContain(properties.getProperty("user.alice.password"));
            assertThat(Files.readAllLines(secrets))
                    .contains(
                            properties.getProperty("client.secret"), properties.getProperty("user.bob.refresh.token"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(details)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                    .isEqualTo("rw-------");

            process.getOutputStream().close();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(Path.of(properties.getProperty("ca.file"))).doesNotExist();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void process_endsCleanlyWhenTerminated() throws Exception {
        Path details = folder.resolve("sandbox.properties");
        Process process = start("--details", details.toString());
        try {
            summary(process);
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(Path.of(read(details).getProperty("ca.file"))).doesNotExist();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void process_tellsHowToGetTheSecrets() throws Exception {
        Process process = start("--until-stdin-closes");
        try {
            assertThat(summary(process)).contains("secrets    start with --details FILE");
            process.getOutputStream().close();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void help_isPrintedAndNothingStarted() throws Exception {
        Process process = start("--help");
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(new String(process.getInputStream().readAllBytes())).isEqualTo(Main.HELP);
    }

    @Test
    void unknownOption_isExplained() throws Exception {
        Process process = start("--detials", "x");
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(new String(process.getErrorStream().readAllBytes()))
                .contains("Unknown option --detials.", "--until-stdin-closes");
    }

    private static Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).start();
    }

    /** What the process prints, up to the last line of its summary. */
    private static String summary(Process process) throws IOException {
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream()));
        StringBuilder summary = new StringBuilder();
        String line = out.readLine();
        while (line != null) {
            summary.append(line).append('\n');
            line = line.trim().startsWith("users") ? null : out.readLine();
        }
        return summary.toString();
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }
}

package io.posthorn.distribution;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import static org.assertj.core.api.Assertions.assertThat;

class ExposedSecretsTest {

    @TempDir
    Path conf;

    @BeforeEach
    void openFolder() throws IOException {
        permit(conf, "rwxr-xr-x");
    }

    @Test
    void pageWithSecretThatEveryoneReads_isNamedWithTheCommandThatClosesIt() throws Exception {
        Path page = write("io.posthorn.email.cfg", "smtp.user = a\n.client.secret = hidden\n", "rw-r--r--");

        assertThat(new ExposedSecrets(conf).warnings())
                .containsExactly("Every user of this machine can read " + page
                        + ", which holds a secret. Make it yours alone: chmod 600 '" + page + "'");
    }

    @Test
    void pageThatIsClosedOrHoldsNoSecret_isFine() throws Exception {
        write("of-the-group.cfg", ".client.secret = hidden\n", "rw-r-----");
        write("from-elsewhere.cfg", ".client.secret = $[secret:client-secret]\n#.refresh.token = x\n", "rw-r--r--");
        write("empty.cfg", ".smtp.password =\nsmtp.user = .a\n", "rw-r--r--");
        write("no-page.txt", ".client.secret = hidden\n", "rw-r--r--");

        assertThat(new ExposedSecrets(conf).warnings()).isEmpty();
    }

    @Test
    void passwordOfAPageThatIsNotOurs_isASecretToo() throws Exception {
        Path page = write(HttpPage.FILE, HttpPage.PASSWORD + " = hidden\n", "rw-r--r--");

        assertThat(new ExposedSecrets(conf).warnings())
                .singleElement()
                .asString()
                .contains(page.toString());
    }

    @Test
    void folderThatNobodyElseEnters_isFine() throws Exception {
        write("io.posthorn.email.cfg", ".client.secret = hidden\n", "rw-r--r--");
        permit(conf, "rwx------");

        assertThat(new ExposedSecrets(conf).warnings()).isEmpty();
    }

    @Test
    void secretsThatEveryoneReads_areOneWarning() throws Exception {
        Path secrets = Files.createDirectory(conf.resolve("secrets"));
        write("secrets/client-secret", "hidden", "rw-r--r--");
        write("secrets/refresh-token", "hidden", "rw-r--r--");
        permit(secrets, "rwxr-xr-x");

        assertThat(new ExposedSecrets(conf).warnings())
                .containsExactly("Every user of this machine can read the secrets in " + secrets
                        + ". Make it yours alone: chmod 700 '" + secrets + "'");
        permit(secrets, "rwx------");
        assertThat(new ExposedSecrets(conf).warnings()).isEmpty();
    }

    private Path write(String name, String text, String permissions) throws IOException {
        Path file = Files.writeString(conf.resolve(name), text);
        permit(file, permissions);
        return file;
    }

    private static void permit(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}

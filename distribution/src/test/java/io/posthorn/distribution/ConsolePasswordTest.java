package io.posthorn.distribution;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConsolePasswordTest {

    @TempDir
    Path folder;

    private Path file;
    private ConsolePassword password;

    @BeforeEach
    void make() {
        file = folder.resolve("console.properties");
        password = new ConsolePassword(file);
    }

    @Test
    void password_isMadeOnceAndShownOnce() {
        ConsolePassword.Login first = password.login(Optional.empty());
        ConsolePassword.Login second = password.login(Optional.empty());

        assertThat(first.line()).containsPattern("password \\w{20,} \\(shown only now\\)");
        assertThat(second.hash()).isEqualTo(first.hash()).startsWith("{sha-256}");
        assertThat(second.line()).contains("an earlier start", file.toString());
    }

    @Test
    void twoInstallations_getTwoPasswords() {
        String other = new ConsolePassword(folder.resolve("other"))
                .login(Optional.empty())
                .hash();

        assertThat(password.login(Optional.empty()).hash()).isNotEqualTo(other);
    }

    @Test
    void givenPassword_isKeptAsHashThatOnlyItsOwnerReads() throws Exception {
        password.login(Optional.empty());
        ConsolePassword.Login given = password.login(Optional.of("correct horse"));

        // printf "correct horse" | openssl sha256 -binary | base64
        assertThat(given.hash()).isEqualTo("{sha-256}QQTTb42iwlQ0n4WDZ5Pr4CngyVcGOjTJHC6SAxh7VjE=");
        assertThat(given.line()).doesNotContain("correct horse");
        assertThat(Files.readString(file)).contains(given.hash()).doesNotContain("correct horse");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(password.login(Optional.empty()).hash()).isEqualTo(given.hash());
    }

    @Test
    void emptyPasswordAndAdmin_areRefused() {
        for (String bad : new String[] {"", "  ", "admin"}) {
            assertThatThrownBy(() -> password.login(Optional.of(bad)))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("--console-password");
        }
        assertThat(file).doesNotExist();
    }
}

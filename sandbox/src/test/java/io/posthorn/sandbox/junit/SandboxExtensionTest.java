package io.posthorn.sandbox.junit;

import io.posthorn.sandbox.Sandbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SandboxExtensionTest {
    private static final SandboxExtension UNREGISTERED = SandboxExtension.with(builder -> {});
    private static final Set<Path> SEEN_PER_TEST = new HashSet<>();

    @Order(1)
    @RegisterExtension
    static SandboxExtension first = SandboxExtension.with(builder -> builder.plainMailPorts(true));

    @Order(2)
    @RegisterExtension
    static SandboxExtension second = new SandboxExtension();

    @Order(3)
    @RegisterExtension
    SandboxExtension perTest = new SandboxExtension();

    private static Path folderOfFirst = Path.of("");

    @BeforeAll
    static void runsAlready(Sandbox sandbox) {
        folderOfFirst = sandbox.caFile();
        assertThat(folderOfFirst).exists();
    }

    @AfterAll
    static void thoseOfSingleTestsAreClosed() {
        assertThat(SEEN_PER_TEST).hasSize(2).noneMatch(file -> file.toFile().exists());
        assertThat(folderOfFirst).exists();
    }

    @Test
    void parameter_isTheFirstSandbox(Sandbox sandbox) {
        assertThat(sandbox).isSameAs(first.sandbox());
        assertThat(sandbox.caFile()).isEqualTo(folderOfFirst);
        assertThat(sandbox.plainImapPort()).isPositive();
    }

    @Test
    void several_runAtOnce() {
        assertThat(Set.of(
                        first.sandbox().authority(),
                        second.sandbox().authority(),
                        perTest.sandbox().authority()))
                .hasSize(3);
        assertThatThrownBy(() -> second.sandbox().plainImapPort()).isInstanceOf(IllegalStateException.class);
    }

    @RepeatedTest(2)
    void fieldThatIsNotStatic_hasASandboxForEachTest() {
        assertThat(SEEN_PER_TEST.add(perTest.sandbox().caFile())).isTrue();
    }

    @Test
    void sandbox_isThereOnlyWhileItRuns() {
        assertThatThrownBy(UNREGISTERED::sandbox).isInstanceOf(IllegalStateException.class);
    }

    @Nested
    class InNestedClasses {
        @Test
        void sandbox_isThatOfTheOuterClass(Sandbox sandbox) {
            assertThat(sandbox.caFile()).isEqualTo(folderOfFirst).exists();
        }
    }
}

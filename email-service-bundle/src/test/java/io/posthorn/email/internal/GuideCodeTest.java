package io.posthorn.email.internal;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** The Java of the guides compiles as it stands there. */
class GuideCodeTest {

    private static final String FRAME = """
            import io.posthorn.email.*;
            import java.io.*;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            import org.slf4j.Logger;

            class Guide {
                void code(EmailService emailService, Logger log, Path folder) throws Exception {
            %s
                }
            }
            """;

    @ParameterizedTest
    @ValueSource(strings = {"sending", "receiving", "outbox"})
    void example_compiles(String name, @TempDir Path folder) throws IOException {
        Path source = folder.resolve("Guide.java");
        Files.writeString(source, FRAME.formatted(Readme.example(name)));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        boolean compiled = compiler.getTask(
                        said,
                        null,
                        null,
                        List.of("-proc:none", "-d", folder.toString()),
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
                .call();
        assertThat(compiled).as(said.toString()).isTrue();
    }
}

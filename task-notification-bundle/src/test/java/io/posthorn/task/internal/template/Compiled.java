package io.posthorn.task.internal.template;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** Java of the guide, compiled with what this test can see, and with stubs of Adobe's types. */
final class Compiled {

    private static final String IMPORTS = """
            import com.adobe.granite.taskmanagement.*;
            import com.adobe.granite.workflow.*;
            import com.adobe.granite.workflow.exec.*;
            import com.adobe.granite.workflow.metadata.*;
            import io.posthorn.email.Address;
            import io.posthorn.task.*;
            import io.posthorn.task.TaskEvent;
            import java.time.Instant;
            import java.util.*;
            import java.util.concurrent.ConcurrentHashMap;
            import org.apache.sling.api.resource.*;
            import org.osgi.service.component.annotations.*;
            import org.osgi.service.event.*;
            import org.slf4j.Logger;
            import org.slf4j.LoggerFactory;

            """;

    private final Path folder;
    private final List<Path> sources = new ArrayList<>();

    Compiled(Path folder) throws IOException {
        this.folder = folder;
        Path stubs = Path.of("src/test/resources/io/posthorn/task/internal/template/stubs");
        try (Stream<Path> all = Files.walk(stubs)) {
            sources.addAll(all.filter(file -> file.toString().endsWith(".java")).toList());
        }
    }

    Compiled add(String name, String java) throws IOException {
        sources.add(Files.writeString(folder.resolve(name + ".java"), IMPORTS + java));
        return this;
    }

    /** Where the classes are. */
    Path compile() throws IOException {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        StringWriter said = new StringWriter();
        List<String> options = List.of("-proc:none", "-d", folder.toString());
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
        return folder;
    }
}

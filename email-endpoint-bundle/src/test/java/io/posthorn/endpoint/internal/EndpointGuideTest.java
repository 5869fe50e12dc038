package io.posthorn.endpoint.internal;

import io.posthorn.email.endpoint.EndpointParameter;
import io.posthorn.email.endpoint.EndpointParameter.Type;
import io.posthorn.email.endpoint.EndpointService;
import io.posthorn.endpoint.internal.work.Plan;
import io.posthorn.oauth.TokenException.Kind;
import io.posthorn.oauth.internal.AccountConfig;
import io.posthorn.oauth.internal.AccountPageComponent;
import io.posthorn.page.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.util.converter.Converters;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** What the guide says of the pages is so, and its examples do what it says. */
class EndpointGuideTest {

    private static final String IMPORTS = """
            import io.posthorn.email.*;
            import io.posthorn.email.endpoint.*;
            import java.io.*;
            import java.nio.charset.StandardCharsets;
            import java.util.*;
            import org.osgi.service.component.annotations.*;

            """;

    private static final String ONCE = """
            class Once {
                interface Orders {
                    boolean isBooked(String id);
                    void book(String id, String title);
                }
                InvocationResult invoke(Invocation invocation, Orders orders) {
            %s
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void table_listsEveryFieldWithItsDefault() throws IOException {
        assertThat(Guide.rows("endpoint-page").stream().map(row -> row.subList(0, 4)))
                .containsExactlyElementsOf(Arrays.stream(Field.values())
                        .map(field -> List.of(
                                field.label(), field.property(), field.fallback(), field.isInherited() ? "x" : ""))
                        .toList());
    }

    @Test
    void pages_haveTheseFields() {
        assertThat(properties(EndpointConfig.class))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Field.values())
                        .map(field -> field.property() + "=" + (field.isInherited() ? "" : field.fallback()))
                        .toList());
        assertThat(properties(EndpointDefaultsConfig.class))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Field.values())
                        .filter(Field::isInherited)
                        .map(field -> field.property() + "=" + field.fallback())
                        .toList());
    }

    private static Stream<String> properties(Class<?> page) {
        return Arrays.stream(page.getDeclaredMethods()).map(method -> property(method) + "=" + value(method));
    }

    private static String property(Method method) {
        return method.getName().replace('_', '.');
    }

    private static String value(Method method) {
        return method.getDefaultValue() instanceof String[] lines
                ? String.join("\n", lines)
                : String.valueOf(method.getDefaultValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"endpoint-cfg", "mappings-cfg", "complete-task-cfg"})
    void page_isRight(String name) throws IOException {
        Map<String, Object> page = Guide.properties(name);
        assertThat(Page.unknown(EndpointConfig.class, page.keySet())).isEmpty();
        assertThatCode(() -> plan(page)).doesNotThrowAnyException();
    }

    @Test
    void readme_showsTheSameFile() throws IOException {
        assertThat(Files.readString(Path.of("../README.md"))).contains(Guide.example("endpoint-cfg"));
    }

    private static Plan plan(Map<String, Object> page) {
        return new EndpointPage(new Fields(page, "io.posthorn.endpoint~test", Map.of()), InstantSource.system()).plan();
    }

    @Test
    void mappings_fitWhatTheyAreFor() throws IOException {
        plan(Guide.properties("mappings-cfg"))
                .inputs()
                .check(List.of(
                        EndpointParameter.required("form", Type.DOCUMENT),
                        EndpointParameter.required("photos", Type.LIST),
                        EndpointParameter.required("title", Type.STRING),
                        EndpointParameter.required("number", Type.STRING),
                        EndpointParameter.required("office", Type.STRING),
                        EndpointParameter.required("copies", Type.INT)));
        plan(Guide.properties("complete-task-cfg"))
                .inputs()
                .check(List.of(
                        EndpointParameter.required("attachmentMap", Type.MAP),
                        EndpointParameter.required("mailBody", Type.STRING),
                        EndpointParameter.required("mailFrom", Type.STRING)));
    }

    @Test
    void statements_compile() throws Exception {
        compile("Once", ONCE.formatted(Guide.example("endpoint-once")));
    }

    @Test
    void firstEndpoint_answersAMail() throws Exception {
        Path classes = compile("WordCount", Guide.example("endpoint-service"));
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {classes.toUri().toURL()});
                EndpointStand stand = new EndpointStand(Files.createDirectory(folder.resolve("store")))) {
            Map<String, Object> page = Guide.properties("endpoint-cfg");
            checkAccount(stand, page);
            EndpointService service = (EndpointService)
                    loader.loadClass("WordCount").getConstructor().newInstance();
            stand.service(
                    String.valueOf(page.get("service")),
                    Objects.requireNonNull(service.operations().get(EndpointService.INVOKE)),
                    service::invoke);
            Map<String, Object> ofStand = stand.page("orders");
            for (String field : List.of("name", "service", "input.mappings", "oauth")) {
                ofStand.put(field, Objects.requireNonNull(page.get(field)));
            }
            stand.endpoint(ofStand);
            stand.mail("Count", "order.txt");
            EndpointStand.await("the answer", () -> !stand.answers().isEmpty());
            assertThat(stand.answers()).singleElement().asString().contains("order.txt has 3 words.");
        }
    }

    /** The page uses the account of the other file. */
    private static void checkAccount(EndpointStand stand, Map<String, Object> page) throws IOException {
        Map<String, Object> file = Guide.properties("endpoint-account-cfg");
        assertThat(file.put(".client.secret", "resolved")).isEqualTo("$[secret:client-secret]");
        AccountConfig account = Converters.standardConverter().convert(file).to(AccountConfig.class);
        new AccountPageComponent(account, Map.of("service.pid", "io.posthorn.oauth.account~orders"), stand.tokens);
        assertThat(stand.tokens.accounts())
                .filteredOn(status -> status.name().equals(page.get("oauth.account")))
                .singleElement()
                .satisfies(status -> assertThat(status.lastFailure())
                        .as("the page can be used, and waits for a sign-in")
                        .hasValueSatisfying(
                                failure -> assertThat(failure.kind()).isEqualTo(Kind.SIGN_IN_NEEDED)));
    }

    private Path compile(String name, String java) throws IOException {
        Path source = Files.writeString(folder.resolve(name + ".java"), IMPORTS + java);
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        StringWriter said = new StringWriter();
        List<String> options = List.of("-proc:none", "-d", folder.toString());
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
        return folder;
    }
}

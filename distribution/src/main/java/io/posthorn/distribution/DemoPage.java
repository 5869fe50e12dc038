package io.posthorn.distribution;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** A page as the demo fills it, from what the sandbox says about itself. */
final class DemoPage {

    private static final String HIDDEN = "••••••••";

    private final String label;
    private final String pid;
    private final Map<String, String> fields = new LinkedHashMap<>();

    private DemoPage(String label, String pid) {
        this.label = label;
        this.pid = pid;
    }

    /**
     * The pages that it needs.
     *
     * @param sandbox the sandbox's details
     */
    static List<DemoPage> all(Properties sandbox) {
        return List.of(
                emailService(sandbox),
                network(sandbox),
                taskSettings(sandbox),
                endpointDefaults(sandbox),
                orders(sandbox),
                tasks(sandbox));
    }

    private static DemoPage network(Properties sandbox) {
        DemoPage page = new DemoPage("Network", "io.posthorn.network");
        page.fields.put("trusted.certificates", sandbox.getProperty("ca.file"));
        return page;
    }

    private static DemoPage emailService(Properties sandbox) {
        DemoPage page = new DemoPage("Email service", "io.posthorn.email");
        Map<String, String> fields = page.fields;
        String host = sandbox.getProperty("host");
        String alice = sandbox.getProperty("user.alice.address");
        page.putOAuth(sandbox, "alice");
        fields.put("smtp.host", host);
        fields.put("smtp.port", sandbox.getProperty("smtp.port"));
        fields.put("smtp.authenticate", "true");
        fields.put("smtp.user", alice);
        fields.put("smtp.transport.security", "TLS");
        fields.put("receive.protocol", "IMAP");
        fields.put("receive.host", host);
        fields.put("receive.port", sandbox.getProperty("imap.port"));
        fields.put("receive.user", alice);
        fields.put("receive.transport.security", "TLS");
        return page;
    }

    private void putOAuth(Properties sandbox, String user) {
        fields.put("oauth", "true");
        fields.put("authority", sandbox.getProperty("authority"));
        fields.put("tenant", sandbox.getProperty("tenant.id"));
        fields.put("client.id", sandbox.getProperty("client.id"));
        fields.put(".client.secret", sandbox.getProperty("client.secret"));
        fields.put(".refresh.token", sandbox.getProperty("user." + user + ".refresh.token"));
    }

    private static DemoPage taskSettings(Properties sandbox) {
        DemoPage page = new DemoPage("Task notifications: email settings", "io.posthorn.task");
        page.fields.put("reply.address", sandbox.getProperty("user.tasks.address"));
        return page;
    }

    private static DemoPage endpointDefaults(Properties sandbox) {
        DemoPage page = new DemoPage("Email endpoint defaults", "io.posthorn.endpoint.defaults");
        page.fields.put("inbox.host", sandbox.getProperty("host"));
        page.fields.put("inbox.port", sandbox.getProperty("imap.port"));
        return page;
    }

    private static DemoPage orders(Properties sandbox) {
        DemoPage page = endpoint(sandbox, "orders");
        page.fields.put("service", "Sample");
        page.fields.put("input.mappings", "document=*.txt");
        page.fields.put("output.mappings", "result=%F-in-capitals.%E");
        return page;
    }

    private static DemoPage tasks(Properties sandbox) {
        DemoPage page = endpoint(sandbox, "tasks");
        page.fields.put("service", "Complete Task");
        return page;
    }

    /** One that watches the mailbox of the user of the same name. */
    private static DemoPage endpoint(Properties sandbox, String name) {
        DemoPage page = new DemoPage("Email endpoint", "io.posthorn.endpoint-" + name);
        page.fields.put("name", name);
        page.fields.put("inbox.user", sandbox.getProperty("user." + name + ".address"));
        page.putOAuth(sandbox, name);
        return page;
    }

    /** Writes the page as a file that only its owner can read. */
    void write(Path conf) {
        OwnerOnly.write(
                file(conf),
                fields.entrySet().stream()
                        .map(field -> field.getKey() + " = " + field.getValue().replace("\\", "\\\\") + "\n")
                        .collect(Collectors.joining()));
    }

    /** The page to look at. A property whose name begins with a dot holds a secret. */
    String shown(Path conf) {
        return "Page \"" + label + "\" (" + file(conf) + ")\n" + shownFields();
    }

    private Path file(Path conf) {
        return conf.resolve(pid + ".cfg");
    }

    private String shownFields() {
        return fields.entrySet().stream()
                .map(field -> "  %-25s %s%n"
                        .formatted(field.getKey(), field.getKey().startsWith(".") ? HIDDEN : field.getValue()))
                .collect(Collectors.joining());
    }
}

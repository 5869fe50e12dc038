package io.posthorn.it;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.endpoint.EndpointParameter;
import io.posthorn.email.endpoint.EndpointParameter.Type;
import io.posthorn.email.endpoint.EndpointService;
import io.posthorn.email.endpoint.Invocation;
import io.posthorn.email.endpoint.InvocationResult;
import io.posthorn.task.TaskCompletion;
import io.posthorn.task.TaskEvent;
import io.posthorn.task.TaskNotifier;
import io.posthorn.task.TaskReply;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

/** Pages that are files, a service out of another bundle, mails that start it, and {@code mail:endpoints}. */
public class EndpointIT extends Story {

    private final String id = UUID.randomUUID().toString();
    private final List<Path> files = new ArrayList<>();
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
    private Path conf;

    @Before
    public void fillInPages() throws Exception {
        conf = Files.createDirectories(Path.of(context.getProperty("felix.fileinstall.dir")));
        save(Outside.page("alice"));
        place("io.posthorn.endpoint.defaults", "success.email.subject = Done " + id + "\n");
        await(
                "the defaults are read",
                this::areDefaultsThere); // or an endpoint could answer in the words of older ones
    }

    private boolean areDefaultsThere() {
        try {
            return configurations.listConfigurations(
                            "(&(service.pid=io.posthorn.endpoint.defaults)(success.email.subject=Done " + id + "))")
                    != null;
        } catch (IOException | InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @After
    public void cleanUp() throws IOException {
        registrations.forEach(ServiceRegistration::unregister);
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    private void place(String pid, String text) throws IOException {
        Path file = conf.resolve(pid + ".cfg");
        files.add(file);
        Files.writeString(file, text);
    }

    /** A page of an endpoint that watches the mailbox of this user. */
    private static SandboxPage endpoint(String user, String service) {
        SandboxPage page = Outside.page(user);
        return page.account(user)
                .with("oauth", "true")
                .with("inbox.host", page.value("receive.host"))
                .with("inbox.port", page.value("receive.port"))
                .with("inbox.user", Outside.address(user))
                .with("service", service);
    }

    @Test
    public void aDocument_comesBackAsTheServiceOfAnotherBundleHasMadeIt() throws Exception {
        SandboxPage page = endpoint("orders", "Capitals")
                .with("input.mappings", "document=*.txt\\n\\\n  subject=%SUBJECT%")
                .with("output.mappings", "result=%F-2.%E");
        place("io.posthorn.endpoint-orders", page.file());
        await("its service is missing", () -> told().contains("No service 'Capitals' is registered"));
        List<Invocation> invocations = new CopyOnWriteArrayList<>();
        register(EndpointService.class, capitals(invocations), EndpointService.NAME, "Capitals");
        await("it watches", () -> told().contains("orders  watching  " + Outside.address("orders")));

        Document document = Document.of("order.txt", "text/plain", id.getBytes(StandardCharsets.UTF_8));
        send("orders", "An order", "Please see the order.", "", document);
        await("the answer", () -> answers().size() == 1);
        assertTrue(answers().get(0), answers().get(0).contains("order-2.txt"));
        assertEquals("An order", invocations.get(0).text("subject"));
        await("it is counted: " + told(), () -> told().contains("done 1, quarantined 0, ignored 0, backlog 0"));

        place(
                "io.posthorn.endpoint-orders",
                page.with("after.processing", "BURN").file());
        await("the wrong page", () -> told().contains("orders  wrong page  "));
        String all = told();
        assertTrue(all, all.contains("(io.posthorn.endpoint"));
        assertTrue(all, all.contains("After Processing is 'BURN'. Give one of: MOVE, DELETE, MARK."));
    }

    private static EndpointService capitals(List<Invocation> invocations) {
        return new EndpointService() {
            @Override
            public Map<String, List<EndpointParameter>> operations() {
                return Map.of(
                        INVOKE,
                        List.of(
                                EndpointParameter.required("document", Type.DOCUMENT),
                                EndpointParameter.required("subject", Type.STRING)));
            }

            @Override
            public InvocationResult invoke(Invocation invocation) throws IOException {
                invocations.add(invocation);
                try (InputStream in =
                        invocation.document("document").orElseThrow().open()) {
                    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).toUpperCase(Locale.ROOT);
                    byte[] result = text.getBytes(StandardCharsets.UTF_8);
                    return InvocationResult.done("result", Document.of("x.txt", "text/plain", result));
                }
            }
        };
    }

    @Test
    public void aReplyToAPolledMailbox_completesTheTask_andIsAnswered() throws Exception {
        List<TaskReply> completed = new CopyOnWriteArrayList<>();
        TaskCompletion completion = reply -> {
            completed.add(reply);
            return TaskCompletion.Outcome.COMPLETED;
        };
        register(TaskCompletion.class, completion, "service.ranking", 1); // before the one of the demo
        place(
                "io.posthorn.endpoint-replies",
                endpoint("replies", "Complete Task")
                        .with("watch", "POLL")
                        .with("cron.expression", "0/1 * * * * ?")
                        .file());
        await("it watches", () -> told().contains("replies  watching  " + Outside.address("replies")));
        await("the saved page is used", () -> failureOf(this::tell).isEmpty());
        await("the notification", () -> !notifications().isEmpty());
        String messageId = notifications().get(0).replaceAll("(?s).*Message-ID: (<[^>]+>).*", "$1");
        send("replies", "Answer", "2\nNot enough.\n\n> quoted", messageId);
        await("the answer", () -> answers().size() == 1);
        assertEquals(1, completed.size());
        assertEquals("Reject", completed.get(0).route());
        assertEquals("Not enough.", completed.get(0).comment());
    }

    private void tell() {
        try {
            service(TaskNotifier.class, null)
                    .notify(TaskEvent.of(TaskEvent.Type.ASSIGNED)
                            .taskId("4711-" + id)
                            .assignees(Outside.address("alice"))
                            .routes("Approve", "Reject")
                            .build());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> notifications() {
        return Outside.inboxOf("alice", "4711-" + id);
    }

    /** Those with the subject that the page of the defaults has. */
    private List<String> answers() {
        return Outside.inboxOf("alice", "Subject: Done " + id);
    }

    private void send(String user, String subject, String text, String inReplyTo, Document... documents)
            throws Exception {
        Email.Builder email = Email.builder()
                .from(Outside.address("alice"))
                .to(Outside.address(user))
                .subject(subject)
                .text(text)
                .attachment(documents);
        if (!inReplyTo.isEmpty()) {
            email.header("In-Reply-To", inReplyTo);
        }
        BooleanSupplier sent = () -> failureOf(() -> sendNow(email.build())).isEmpty();
        await("the saved page is used", sent);
    }

    private void sendNow(Email email) {
        try {
            emailService().send(email);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> void register(Class<T> type, T service, String property, Object value) {
        registrations.add(context.registerService(type, service, new Hashtable<>(Map.of(property, value))));
    }

    private String told() {
        return Shell.run(this, "mail:endpoints");
    }
}

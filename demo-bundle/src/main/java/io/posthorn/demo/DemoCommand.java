package io.posthorn.demo;

import io.posthorn.email.EmailService;
import io.posthorn.email.Outbox;
import io.posthorn.endpoint.Endpoints;
import io.posthorn.oauth.TokenService;
import io.posthorn.task.TaskNotifier;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

import java.io.PrintStream;
import java.util.Map;

/** The shell command {@code demo:run}. It is there once the page <i>Email service</i> is. */
@Component(
        service = {DemoCommand.class, EventHandler.class},
        configurationPid = "io.posthorn.email",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = {
            "osgi.command.scope=demo",
            "osgi.command.function=run",
            EventConstants.EVENT_TOPIC + "=" + Outbox.TOPIC + "*"
        })
public final class DemoCommand implements EventHandler {

    private final TokenService tokens;
    private final EmailService emails;
    private final TaskNotifier notifier;
    private final Endpoints endpoints;
    private final DemoTasks tasks;
    private final EmailPage page;
    private final Endings endings = new Endings();

    /**
     * Called by OSGi.
     *
     * @param tokens gives access tokens
     * @param emails sends and receives
     * @param notifier tells people of tasks
     * @param endpoints start services by mails
     * @param tasks the demo's
     * @param page the properties of the page <i>Email service</i>
     */
    @Activate
    public DemoCommand(
            @Reference TokenService tokens,
            @Reference EmailService emails,
            @Reference TaskNotifier notifier,
            @Reference Endpoints endpoints,
            @Reference DemoTasks tasks,
            Map<String, Object> page) {
        this.tokens = tokens;
        this.emails = emails;
        this.notifier = notifier;
        this.endpoints = endpoints;
        this.tasks = tasks;
        this.page = new EmailPage(page);
    }

    /**
     * Runs the demo, and shows each step.
     *
     * @param session where the steps are shown
     */
    @Descriptor(
            "sends mails, receives them and compares every byte; starts a service by a mail; tells of a task, and completes it by a reply")
    public void run(CommandSession session) {
        PrintStream out = session.getConsole();
        new DemoRun(page, tokens, emails, endings, out).run();
        new EndpointTour(page, emails, endpoints, endings, out).show();
        new TaskTour(page, emails, notifier, endpoints, tasks, endings, out).show();
        new Refusals(page, tokens, emails, out).show();
    }

    /** Hears of every mail that the outbox has done with. */
    @Override
    public void handleEvent(Event event) {
        endings.note(event);
    }
}

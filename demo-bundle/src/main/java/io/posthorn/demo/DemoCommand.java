package io.posthorn.demo;

import io.posthorn.email.EmailService;
import io.posthorn.email.Outbox;
import io.posthorn.oauth.TokenService;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

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
    private final EmailPage page;
    private final Endings endings = new Endings();

    /**
     * Called by OSGi.
     *
     * @param tokens gives access tokens
     * @param emails sends and receives
     * @param page the properties of the page <i>Email service</i>
     */
    @Activate
    public DemoCommand(@Reference TokenService tokens, @Reference EmailService emails, Map<String, Object> page) {
        this.tokens = tokens;
        this.emails = emails;
        this.page = new EmailPage(page);
    }

    /**
     * Runs the demo, and shows each step.
     *
     * @param session where the steps are shown
     */
    @Descriptor("sends two mails with attachments, submits one, receives them, and compares every byte")
    public void run(CommandSession session) {
        new DemoRun(page, tokens, emails, endings, session.getConsole()).run();
    }

    /** Hears of every mail that the outbox has done with. */
    @Override
    public void handleEvent(Event event) {
        endings.note(event);
    }
}

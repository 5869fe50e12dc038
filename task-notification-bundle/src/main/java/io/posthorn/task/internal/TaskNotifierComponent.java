package io.posthorn.task.internal;

import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailService;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenService;
import io.posthorn.page.Page;
import io.posthorn.page.WrongPageException;
import io.posthorn.store.Store;
import io.posthorn.store.StoreException;
import io.posthorn.task.Notified;
import io.posthorn.task.TaskEvent;
import io.posthorn.task.TaskNotifier;
import io.posthorn.task.internal.recipients.Resolvers;
import io.posthorn.task.internal.reply.Tags;
import io.posthorn.task.internal.template.TypePages;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.Map;

/**
 * The notifier, on the settings of its page. It is always there: while the page is wrong, its calls fail with the page's
 * sentence. A changed page, or a changed page <i>Email service</i>, makes a new instance.
 */
@Component(configurationPid = TaskPage.PID, immediate = true)
@Designate(ocd = TaskConfig.class)
public final class TaskNotifierComponent implements TaskNotifier {

    private static final Logger log = LoggerFactory.getLogger(TaskNotifierComponent.class);

    private final TaskPage page;
    private final Door door;
    private final Notifications notifications;

    /**
     * Made by Declarative Services.
     *
     * @param config the page, with defaults for what it leaves out
     * @param properties tells what was typed
     * @param email sends
     * @param tokens where tokens come from
     * @param resolvers know users and groups
     * @param types the pages of the types of notification
     * @param store keeps what replies refer to
     */
    @Activate
    public TaskNotifierComponent(
            TaskConfig config,
            Map<String, Object> properties,
            @Reference EmailService email,
            @Reference TokenService tokens,
            @Reference Resolvers resolvers,
            @Reference TypePages types,
            @Reference Store store) {
        this(config, properties, email, tokens, resolvers, types, new Tags(store, InstantSource.system()));
    }

    TaskNotifierComponent(
            TaskConfig config,
            Map<String, Object> properties,
            EmailService email,
            TokenService tokens,
            Resolvers resolvers,
            TypePages types,
            Tags tags) {
        this.page = new TaskPage(config);
        this.door = new Door(() -> {
            page.check();
            return Ways.open(page, email, tokens);
        });
        this.notifications = new Notifications(page, types, resolvers, tags);
        for (String name : Page.unknown(TaskConfig.class, properties.keySet())) {
            log.warn("The {} has no property '{}'; it is ignored. Is it misspelt?", TaskPage.PAGE.name(), name);
        }
        check();
    }

    /** Says at once in the log what the first call would fail with. */
    private void check() {
        try {
            if (page.isEnabled()) {
                door.way();
            }
        } catch (TokenException e) { // what waits in the outbox goes out once the page of the account is there
            log.debug("The page of the account is not there yet: {}", e.getMessage());
            door.openLater();
        } catch (WrongPageException | EmailException e) {
            log.warn("Nobody can be notified of tasks: {}", e.getMessage());
        }
    }

    @Override
    public Notified notify(TaskEvent event) {
        try {
            return page.isEnabled() ? notifications.of(event, door.way()) : notifications.none();
        } catch (WrongPageException | TokenException e) {
            throw new EmailException(Kind.APPLICATION, "", String.valueOf(e.getMessage()), null);
        } catch (StoreException e) {
            throw new EmailException(Kind.TEMPORARY, "", "The notification is not taken: " + e.getMessage(), e);
        }
    }

    /** What it has submitted waits in the outbox. */
    @Deactivate
    public void deactivate() {
        door.close();
    }
}

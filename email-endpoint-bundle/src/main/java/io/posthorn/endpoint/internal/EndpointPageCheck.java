package io.posthorn.endpoint.internal;

import io.posthorn.check.PageCheck;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailService;
import io.posthorn.email.MailFolder;
import io.posthorn.email.Outbox;
import io.posthorn.endpoint.internal.work.Labels;
import io.posthorn.endpoint.internal.work.Plan;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenService;
import io.posthorn.page.WrongPageException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Checks a page <i>Email endpoint</i> before it is saved. With <i>Validate Inbox</i> it logs in and opens the folder, within a
 * time limit.
 */
@Component(property = PageCheck.PAGE + "=" + Fields.PID)
public final class EndpointPageCheck implements PageCheck {

    /** Whoever saves a page waits for it. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Defaults defaults;
    private final EmailService email;
    private final Outbox outbox;
    private final TokenService tokens;
    private final EndpointsComponent all;
    private final Duration limit;

    /**
     * Made by Declarative Services.
     *
     * @param defaults what is taken where nothing was typed
     * @param email reads the mailbox
     * @param outbox not used
     * @param tokens where tokens come from
     * @param all the other endpoints
     */
    @Activate
    public EndpointPageCheck(
            @Reference Defaults defaults,
            @Reference EmailService email,
            @Reference Outbox outbox,
            @Reference TokenService tokens,
            @Reference EndpointsComponent all) {
        this(defaults, email, outbox, tokens, all, LIMIT);
    }

    EndpointPageCheck(
            Defaults defaults,
            EmailService email,
            Outbox outbox,
            TokenService tokens,
            EndpointsComponent all,
            Duration limit) {
        this.defaults = defaults;
        this.email = email;
        this.outbox = outbox;
        this.tokens = tokens;
        this.all = all;
        this.limit = limit;
    }

    @Override
    public Optional<String> check(String pid, Map<String, Object> properties) {
        EndpointPage page =
                new EndpointPage(new Fields(properties, pid, defaults.properties()), InstantSource.system());
        try {
            Plan plan = page.plan();
            String folder = Endpoint.place(page.connections().identity(), plan.folder());
            String obstacle = all.places().obstacle(plan.name(), folder, pid);
            if (!obstacle.isEmpty()) {
                return Optional.of(obstacle);
            }
            return plan.validate() && page.isEnabled() ? validate(page, plan) : Optional.empty();
        } catch (WrongPageException | IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> validate(EndpointPage page, Plan plan) {
        OwnMailroom room = new OwnMailroom(plan.name(), page.connections(), email, outbox, tokens);
        try (room;
                MailFolder folder = room.folder(plan.folder())) {
            CompletableFuture.runAsync(folder::check).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(sentence(
                    String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage())));
        } catch (TimeoutException e) {
            return Optional.of(sentence("It has not answered within " + limit.toSeconds() + " s."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(sentence("The check was interrupted."));
        } catch (TokenException | EmailException e) {
            return Optional.of(sentence(String.valueOf(e.getMessage())));
        }
    }

    private static String sentence(String trouble) {
        return "The inbox cannot be read: " + Labels.own(trouble) + " To save the page all the same, untick "
                + Field.VALIDATE_INBOX.label() + ".";
    }
}

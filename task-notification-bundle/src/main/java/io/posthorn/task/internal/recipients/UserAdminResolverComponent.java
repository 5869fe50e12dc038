package io.posthorn.task.internal.recipients;

import io.posthorn.task.Assignee;
import io.posthorn.task.RecipientResolver;
import io.posthorn.task.internal.TaskConfig;
import io.posthorn.task.internal.TaskPage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.useradmin.UserAdmin;

import java.util.Optional;

/** The last that is asked. Where there is no UserAdmin, this is not there either. */
@Component(configurationPid = TaskPage.PID, property = "service.ranking:Integer=-2147483648")
public final class UserAdminResolverComponent implements RecipientResolver {

    private final RecipientResolver resolver;

    /**
     * Made by Declarative Services.
     *
     * @param config the page <i>Task notifications: email settings</i>, which says what a user's address is called
     * @param users knows users and groups
     */
    @Activate
    public UserAdminResolverComponent(TaskConfig config, @Reference UserAdmin users) {
        this.resolver = new UserAdminResolver(users, new TaskPage(config).userProperty());
    }

    @Override
    public Optional<Assignee> resolve(String id) {
        return resolver.resolve(id);
    }
}

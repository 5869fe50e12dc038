package io.posthorn.task.internal.recipients;

import io.posthorn.task.Assignee;
import io.posthorn.task.RecipientResolver;
import io.posthorn.task.internal.TaskConfig;
import io.posthorn.task.internal.TaskPage;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.useradmin.UserAdmin;

import java.util.Optional;

/**
 * The last that is asked. Where there is no UserAdmin, it knows nobody; a reference that must be there would keep the whole
 * bundle from being installed in Karaf.
 */
@Component(configurationPid = TaskPage.PID, property = "service.ranking:Integer=-2147483648")
public final class UserAdminResolverComponent implements RecipientResolver {

    private final RecipientResolver resolver;

    /**
     * Made by Declarative Services.
     *
     * @param config the page <i>Task notifications: email settings</i>, which says what a user's address is called
     * @param users knows users and groups; null if there is none
     */
    @Activate
    public UserAdminResolverComponent(
            TaskConfig config,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    UserAdmin users) {
        String property = new TaskPage(config).userProperty();
        this.resolver = users == null ? id -> Optional.empty() : new UserAdminResolver(users, property);
    }

    @Override
    public Optional<Assignee> resolve(String id) {
        return resolver.resolve(id);
    }
}

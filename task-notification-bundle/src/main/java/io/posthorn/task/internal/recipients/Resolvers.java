package io.posthorn.task.internal.recipients;

import io.posthorn.email.Address;
import io.posthorn.email.EmailException;
import io.posthorn.task.Assignee;
import io.posthorn.task.Recipient;
import io.posthorn.task.RecipientResolver;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.useradmin.UserAdmin;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;

/** All that know users and groups, as they come and go. */
@Component(service = Resolvers.class, immediate = true)
public final class Resolvers {

    private final Map<ServiceReference<RecipientResolver>, RecipientResolver> all =
            new ConcurrentSkipListMap<>(Collections.reverseOrder());

    private final AtomicReference<@Nullable UserAdmin> userAdmin = new AtomicReference<>();

    /**
     * One more.
     *
     * @param reference orders them: the highest ranking first
     * @param resolver knows users and groups
     */
    @Reference(
            service = RecipientResolver.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    public void add(ServiceReference<RecipientResolver> reference, RecipientResolver resolver) {
        all.put(reference, resolver);
    }

    /**
     * One less.
     *
     * @param reference of the one that goes
     */
    public void remove(ServiceReference<RecipientResolver> reference) {
        all.remove(reference);
    }

    /**
     * The one that is asked last.
     *
     * @param users knows users and groups
     */
    @Reference(
            service = UserAdmin.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setUserAdmin(UserAdmin users) {
        userAdmin.set(users);
    }

    /**
     * Not any more.
     *
     * @param users that goes
     */
    public void unsetUserAdmin(UserAdmin users) {
        userAdmin.compareAndSet(users, null);
    }

    /**
     * Asks them in their order, and then UserAdmin.
     *
     * @param id of a user or a group; or a mail address, which stands for itself if nobody knows it
     * @param property of a user of UserAdmin with the mail address
     * @return empty if nobody knows it
     * @throws EmailException if there is nobody to ask, or a resolver cannot answer now
     */
    public Optional<Assignee> resolve(String id, String property) {
        UserAdmin users = userAdmin.get();
        Optional<Assignee> known = all.values().stream()
                .map(resolver -> ask(resolver, id))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> users == null ? Optional.empty() : new UserAdminResolver(users, property).resolve(id))
                .or(() -> address(id));
        if (known.isEmpty() && users == null && all.isEmpty()) {
            throw new EmailException(
                    EmailException.Kind.TEMPORARY,
                    "",
                    "Nobody knows the user or group '" + id + "' yet: there is neither an OSGi UserAdmin nor a"
                            + " RecipientResolver. Install one, or give a mail address.",
                    null);
        }
        return known;
    }

    /** Somebody else's trouble is over some time, and then the notification can be raised again. */
    private static Optional<Assignee> ask(RecipientResolver resolver, String id) {
        try {
            return resolver.resolve(id);
        } catch (RuntimeException e) {
            throw new EmailException(
                    EmailException.Kind.TEMPORARY,
                    "",
                    "The user or group '" + id + "' cannot be looked up now. "
                            + resolver.getClass().getName() + " said: " + e.getMessage(),
                    e);
        }
    }

    private static Optional<Assignee> address(String id) {
        try {
            return id.contains("@")
                    ? Optional.of(new Assignee(id, id, false, List.of(new Recipient(id, Address.of(id)))))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // an id that only looks like one
        }
    }
}

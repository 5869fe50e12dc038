package io.posthorn.task.internal.recipients;

import io.posthorn.email.Address;
import io.posthorn.task.Assignee;
import io.posthorn.task.Recipient;
import io.posthorn.task.RecipientResolver;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** All resolvers, as they come and go. */
@Component(service = Resolvers.class, immediate = true)
public final class Resolvers {

    private final Map<ServiceReference<RecipientResolver>, RecipientResolver> all =
            new ConcurrentSkipListMap<>(Collections.reverseOrder());

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
     * Asks them in their order.
     *
     * @param id of a user or a group; or a mail address, which stands for itself if none of them knows it
     * @return empty if none of them knows it
     */
    public Optional<Assignee> resolve(String id) {
        return all.values().stream()
                .map(resolver -> resolver.resolve(id))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> address(id));
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

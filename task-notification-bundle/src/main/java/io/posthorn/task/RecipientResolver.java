package io.posthorn.task;

import org.osgi.annotation.versioning.ConsumerType;

import java.util.Optional;

/**
 * Knows the users and groups that tasks are assigned to. Register a service of this type to take them from your own
 * directory; all that are registered are asked, the highest ranking first, and the first that knows an id answers. The last
 * one asks the OSGi {@code UserAdmin} service (OSGi Compendium, chapter 107).
 *
 * <p>Called by several threads at once.
 */
@ConsumerType
public interface RecipientResolver {

    /**
     * Looks an id up.
     *
     * @param id of a user or a group, as the task names it
     * @return empty if this resolver does not know it
     * @throws RuntimeException if it cannot be looked up now; the notification then fails, and may be raised again
     */
    Optional<Assignee> resolve(String id);
}

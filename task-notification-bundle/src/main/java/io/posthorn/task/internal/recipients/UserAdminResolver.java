package io.posthorn.task.internal.recipients;

import io.posthorn.email.Address;
import io.posthorn.task.Assignee;
import io.posthorn.task.Recipient;
import io.posthorn.task.RecipientResolver;
import org.jspecify.annotations.Nullable;
import org.osgi.service.useradmin.Group;
import org.osgi.service.useradmin.Role;
import org.osgi.service.useradmin.User;
import org.osgi.service.useradmin.UserAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Asks the OSGi UserAdmin service (OSGi Compendium, chapter 107). */
final class UserAdminResolver implements RecipientResolver {

    private static final Logger log = LoggerFactory.getLogger(UserAdminResolver.class);

    private final UserAdmin users;
    private final String property;

    /** @param property of a user with the mail address */
    UserAdminResolver(UserAdmin users, String property) {
        this.users = users;
        this.property = property;
    }

    @Override
    public Optional<Assignee> resolve(String id) {
        Role role = users.getRole(id);
        if (role instanceof Group group) {
            List<Recipient> members = new ArrayList<>();
            collect(group, members, new HashSet<>());
            return Optional.of(new Assignee(id, id, true, members));
        }
        return role instanceof User user
                ? Optional.of(new Assignee(id, id, false, List.of(recipient(user))))
                : Optional.empty();
    }

    /** Groups may hold each other, and a user may be in several of them. */
    private void collect(Group group, List<Recipient> members, Set<String> seen) {
        if (!seen.add(group.getName())) {
            return;
        }
        Stream.of(group.getMembers(), group.getRequiredMembers())
                .flatMap(roles -> roles == null ? Stream.empty() : Stream.of(roles))
                .forEach(role -> {
                    if (role instanceof Group inner) {
                        collect(inner, members, seen);
                    } else if (role instanceof User user && seen.add(user.getName())) {
                        members.add(recipient(user));
                    }
                });
    }

    private Recipient recipient(User user) {
        Object value = user.getProperties().get(property);
        return new Recipient(user.getName(), value instanceof String text ? address(user.getName(), text) : null);
    }

    private @Nullable Address address(String id, String text) {
        try {
            return text.isBlank() ? null : Address.of(text.strip());
        } catch (IllegalArgumentException e) {
            log.warn("The property '{}' of the user '{}' is no mail address: {}", property, id, e.getMessage());
            return null;
        }
    }
}

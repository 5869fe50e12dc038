package io.posthorn.task;

import io.posthorn.email.Address;
import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * A person whom a notification is for.
 *
 * @param id the user's id
 * @param address where mail reaches the user; null if the user has no address
 */
public record Recipient(String id, @Nullable Address address) {

    public Recipient {
        Objects.requireNonNull(id, "id");
    }
}

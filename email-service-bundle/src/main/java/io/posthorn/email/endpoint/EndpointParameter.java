package io.posthorn.email.endpoint;

import io.posthorn.email.Document;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A parameter of an operation.
 *
 * @param name as input mappings name it
 * @param type of its value
 * @param required whether an endpoint must map it
 */
public record EndpointParameter(String name, Type type, boolean required) {

    /** What a mapped value is. */
    public enum Type {
        /** {@link java.lang.String}. */
        STRING,
        /** {@link java.lang.Long}. */
        LONG,
        /** {@link java.lang.Integer}. */
        INT,
        /** {@link java.lang.Boolean}. */
        BOOLEAN,
        /** One {@link Document}; a mail with several invokes the operation once for each. */
        DOCUMENT,
        /** A {@link List} of {@link Document}, all in one invocation. */
        LIST,
        /** A {@link Map} of {@link Document} by its name, in the mail's order, all in one invocation. */
        MAP
    }

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public EndpointParameter {
        Objects.requireNonNull(type, "type");
        if (name.isBlank()) {
            throw new IllegalArgumentException("A parameter has no name.");
        }
    }

    /**
     * A parameter that an endpoint must map.
     *
     * @param name as input mappings name it
     * @param type of its value
     * @return the parameter
     */
    public static EndpointParameter required(String name, Type type) {
        return new EndpointParameter(name, type, true);
    }

    /**
     * A parameter that an endpoint may leave out.
     *
     * @param name as input mappings name it
     * @param type of its value
     * @return the parameter
     */
    public static EndpointParameter optional(String name, Type type) {
        return new EndpointParameter(name, type, false);
    }
}

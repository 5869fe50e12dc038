package io.posthorn.endpoint.internal.mapping;

import io.posthorn.email.Document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one invocation is given.
 *
 * @param values by the parameter's name, in the order of the mappings; unmodifiable
 * @param source the attachment that the invocation is for, if it is for one
 */
public record Inputs(Map<String, Object> values, Optional<Document> source) {

    public Inputs {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}

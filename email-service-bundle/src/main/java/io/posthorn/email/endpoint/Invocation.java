package io.posthorn.email.endpoint;

import io.posthorn.email.Document;
import io.posthorn.email.ReceivedEmail;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One call of an operation by a mail.
 *
 * @param id the same whenever the same mail, and the same of its attachments, comes again; no other invocation's. Up to 60
 *     letters, digits, slashes and hyphens
 * @param attempt 1 for the first call that has begun, whether or not it ended
 * @param endpoint name of the endpoint
 * @param operation name of the operation
 * @param user on whose behalf it is: the endpoint's User Name; with a Domain Name {@code user@domain}. Never the sender
 * @param authenticated whether the trusted server vouches for the sender's domain ({@code Authentication-Results},
 *     RFC 8601). False where the endpoint names no trusted server: then From proves nothing
 * @param inputs the values of the mapped parameters, by name; unmodifiable
 * @param source the attachment that it is for, if it is for one
 * @param email the mail, which, like all documents, can be read only while the operation runs
 */
public record Invocation(
        String id,
        int attempt,
        String endpoint,
        String operation,
        String user,
        boolean authenticated,
        Map<String, Object> inputs,
        Optional<Document> source,
        ReceivedEmail email) {

    public Invocation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(user, "user");
        inputs = Map.copyOf(inputs);
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(email, "email");
    }

    /**
     * A mapped text.
     *
     * @param name of the parameter
     * @return empty if it is not mapped
     */
    public String text(String name) {
        return inputs.get(name) instanceof String text ? text : "";
    }

    /**
     * A mapped document.
     *
     * @param name of the parameter
     * @return empty if it is not mapped
     */
    public Optional<Document> document(String name) {
        return inputs.get(name) instanceof Document document ? Optional.of(document) : Optional.empty();
    }

    /**
     * Mapped documents, of a list or a map.
     *
     * @param name of the parameter
     * @return empty if it is not mapped
     */
    public List<Document> documents(String name) {
        Object value = inputs.get(name);
        if (value instanceof Map<?, ?> map) {
            value = List.copyOf(map.values());
        }
        return value instanceof List<?> list
                ? list.stream().map(Document.class::cast).toList()
                : List.of();
    }
}

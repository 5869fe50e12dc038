package io.posthorn.email.endpoint;

import io.posthorn.email.Document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of an invocation. */
public sealed interface InvocationResult {

    /**
     * It is done.
     *
     * @param outputs by name: {@link String}, {@link Document}, {@link List} of documents, or {@link Map} of documents by any
     *     key. Texts go into the body of the result mail, documents become its attachments, named by the endpoint's output
     *     mappings. In the map's order; unmodifiable
     */
    record Done(Map<String, Object> outputs) implements InvocationResult {
        public Done {
            outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        }
    }

    /**
     * It cannot be done, and trying again would not help: the mail goes to quarantine at once.
     *
     * @param cause a sentence for the sender and for administrators
     */
    record Refused(String cause) implements InvocationResult {}

    /**
     * It is done, and nobody is told: the endpoint sends no result mail.
     *
     * @param cause a sentence for the log
     */
    record Silent(String cause) implements InvocationResult {}

    /**
     * It is done.
     *
     * @param outputs by name
     * @return the result
     */
    static InvocationResult done(Map<String, Object> outputs) {
        return new Done(outputs);
    }

    /**
     * It is done, with a text for the sender.
     *
     * @param sentence for the body of the result mail
     * @return the result, with one output {@code results}
     */
    static InvocationResult done(String sentence) {
        return new Done(Map.of("results", sentence));
    }

    /**
     * It is done, with one document for the sender.
     *
     * @param name of the output
     * @param document the result
     * @return the result
     */
    static InvocationResult done(String name, Document document) {
        return new Done(Map.of(name, document));
    }
}

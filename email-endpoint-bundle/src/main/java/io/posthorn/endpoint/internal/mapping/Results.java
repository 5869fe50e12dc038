package io.posthorn.endpoint.internal.mapping;

import io.posthorn.email.Document;

import java.util.List;

/**
 * What came of one invocation, for the mail that answers.
 *
 * @param text for its body; empty if there is none
 * @param documents for its attachments, with names that are safe, and of which each is there once; unmodifiable
 */
public record Results(String text, List<Document> documents) {

    public Results {
        documents = List.copyOf(documents);
    }
}

package io.posthorn.endpoint.internal.mapping;

import io.posthorn.email.Document;
import io.posthorn.email.endpoint.EndpointParameter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The invocations that the attachments of one mail make. */
final class Batch {

    private static final int NAMES = 20; // that a sentence lists

    private final Map<String, List<Document>> matches = new LinkedHashMap<>();

    /**
     * Adds the matches of a Document parameter.
     *
     * @param all attachments of the mail, for the sentence
     */
    void add(EndpointParameter parameter, FilePattern pattern, List<Document> found, List<Document> all) {
        if (!found.isEmpty()) {
            matches.put(parameter.name(), found);
        } else if (parameter.required()) {
            throw new MappingException("No accepted attachment has a name that matches " + pattern + ", which "
                    + parameter.name() + " is made of. " + listed(all) + " Send the mail again with such a file.");
        }
    }

    private static String listed(List<Document> all) {
        if (all.isEmpty()) {
            return "The mail has no attachments.";
        }
        return all.stream()
                .limit(NAMES)
                .map(document -> Quoted.of(document.name()))
                .collect(Collectors.joining(", ", "The mail has ", all.size() > NAMES ? " and more." : "."));
    }

    /**
     * Makes them.
     *
     * @param order of the parameters
     * @param shared values of the other parameters, the same for all
     */
    List<Inputs> inputs(Set<String> order, Map<String, Object> shared) {
        int count = count();
        List<Inputs> inputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (String name : order) {
                if (matches.containsKey(name)) {
                    values.put(name, matching(name, i));
                } else if (shared.containsKey(name)) {
                    values.put(name, shared.get(name));
                }
            }
            inputs.add(new Inputs(values, source(i, shared)));
        }
        return List.copyOf(inputs);
    }

    private Document matching(String name, int number) {
        List<Document> found = matches.getOrDefault(name, List.of());
        return found.get(found.size() == 1 ? 0 : number);
    }

    private int count() {
        int most = matches.values().stream().mapToInt(List::size).max().orElse(1);
        if (matches.values().stream().anyMatch(found -> found.size() != 1 && found.size() != most)) {
            throw new MappingException("The mail has "
                    + matches.entrySet().stream()
                            .map(entry -> entry.getValue().size() + " for " + entry.getKey())
                            .collect(Collectors.joining(", "))
                    + " among its attachments, which make no pairs. Send the same number of each, or one.");
        }
        return most;
    }

    private Optional<Document> source(int number, Map<String, Object> shared) {
        if (matches.isEmpty()) {
            return onlyOne(shared);
        }
        return matches.keySet().stream()
                .filter(name -> matches.getOrDefault(name, List.of()).size() > 1)
                .findFirst()
                .or(() -> matches.keySet().stream().findFirst())
                .map(name -> matching(name, number));
    }

    /** The one document of all lists and maps. */
    private static Optional<Document> onlyOne(Map<String, Object> shared) {
        Set<Document> documents = new LinkedHashSet<>();
        for (Object value : shared.values()) {
            Iterable<?> several =
                    value instanceof Map<?, ?> map ? map.values() : value instanceof List<?> list ? list : List.of();
            several.forEach(document -> documents.add((Document) document));
        }
        return documents.size() == 1 ? documents.stream().findFirst() : Optional.empty();
    }
}

package io.posthorn.endpoint.internal.mapping;

import io.posthorn.email.Document;
import io.posthorn.email.ReceivedEmail;
import io.posthorn.email.endpoint.EndpointParameter;
import io.posthorn.email.endpoint.EndpointParameter.Type;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What of a mail becomes which parameter of an operation. Each line is {@code NAME:TYPE=VALUE}; without {@code :TYPE} it is the
 * one that the service declares. The value is
 *
 * <ul>
 *   <li>{@code literal:TEXT}: the text, with all its blanks;
 *   <li>{@code %SUBJECT%}, {@code %BODY%} (the plain text, or the HTML of a mail without any), {@code %SENDER%} (the address in
 *       From alone), {@code %HEADER:Name%} (all values of a header, one per line) or {@code %HEADER%} (From, To, Cc, Reply-To,
 *       Subject, Date, Message-ID, In-Reply-To, References and Auto-Submitted, as far as the mail has them, one
 *       {@code Name: value} per line);
 *   <li>for a Document, a list or a map: a {@link FilePattern};
 *   <li>else a literal, without the blanks around it.
 * </ul>
 */
public final class InputMappings {

    private final Map<String, InputMapping> byName;

    private InputMappings(Map<String, InputMapping> byName) {
        this.byName = byName;
    }

    /**
     * Reads the lines.
     *
     * @param lines of the page; blank ones count for nothing
     * @return the mappings
     * @throws IllegalArgumentException with a sentence that quotes the line
     */
    public static InputMappings of(List<String> lines) {
        Map<String, InputMapping> byName = new LinkedHashMap<>();
        for (String line : lines) {
            if (!line.isBlank()) {
                InputMapping mapping = InputMapping.of(line.stripLeading());
                if (byName.put(mapping.name(), mapping) != null) {
                    throw new IllegalArgumentException("The line '" + Quoted.of(line) + "' maps the parameter "
                            + Quoted.of(mapping.name()) + " once more. Give it one line.");
                }
            }
        }
        return new InputMappings(byName);
    }

    /**
     * Whether they fit an operation.
     *
     * @param declared what it takes
     * @throws IllegalArgumentException with a sentence, for a parameter that there is not, one of another type, a required one
     *     that is not mapped, or a value that cannot become one
     */
    public void check(List<EndpointParameter> declared) {
        Map<String, EndpointParameter> parameters = byName(declared);
        for (InputMapping mapping : byName.values()) {
            EndpointParameter parameter = parameters.get(mapping.name());
            if (parameter == null) {
                throw unknown(mapping, declared);
            }
            mapping.check(parameter.type());
        }
        for (EndpointParameter parameter : declared) {
            if (parameter.required() && !byName.containsKey(parameter.name())) {
                throw new IllegalArgumentException("The parameter " + parameter.name()
                        + " is required, and no line maps it. Add one like " + example(parameter) + ".");
            }
        }
    }

    /**
     * What a mail gives to each invocation: one for each attachment that a Document is made of, else one.
     *
     * <p>Each Document parameter has matches of its own. There must be the same number for all, or one, which then goes to every
     * invocation. The source is of the first of them that has more than one, else of the first. Lists and maps get all their
     * matches, each time; a map's keys are the names, where a second one of the same name gets {@code (2)}. An optional Document
     * without a match is left out.
     *
     * @param declared what the operation takes
     * @param email the mail
     * @param accepted the page's File Pattern: no other attachment counts
     * @return in the order of the attachments; never empty
     * @throws IllegalArgumentException as {@link #check} does
     * @throws MappingException if the mail has not what is mapped
     */
    public List<Inputs> inputs(List<EndpointParameter> declared, ReceivedEmail email, FilePattern accepted) {
        check(declared);
        Map<String, EndpointParameter> parameters = byName(declared);
        List<Document> documents = matching(accepted, email.attachments());
        Map<String, Object> shared = new LinkedHashMap<>();
        Batch batch = new Batch();
        for (InputMapping mapping : byName.values()) {
            EndpointParameter parameter = parameters.get(mapping.name());
            if (parameter != null && parameter.type() == Type.DOCUMENT) {
                batch.add(parameter, mapping.files(), matching(mapping.files(), documents), email.attachments());
            } else if (parameter != null) {
                shared.put(parameter.name(), value(mapping, parameter, documents, email));
            }
        }
        return batch.inputs(byName.keySet(), shared);
    }

    private static Object value(
            InputMapping mapping, EndpointParameter parameter, List<Document> documents, ReceivedEmail email) {
        return switch (parameter.type()) {
            case LIST -> matching(mapping.files(), documents);
            case MAP -> byUniqueName(matching(mapping.files(), documents));
            default -> mapping.text(parameter, email);
        };
    }

    private static List<Document> matching(FilePattern pattern, Collection<Document> documents) {
        return documents.stream()
                .filter(document -> pattern.matches(document.name()))
                .toList();
    }

    private static Map<String, Document> byUniqueName(List<Document> documents) {
        UniqueNames names = new UniqueNames();
        Map<String, Document> map = new LinkedHashMap<>();
        documents.forEach(document -> map.put(names.take(document.name()), document));
        return java.util.Collections.unmodifiableMap(map);
    }

    private static Map<String, EndpointParameter> byName(List<EndpointParameter> declared) {
        return declared.stream()
                .collect(Collectors.toMap(
                        EndpointParameter::name, Function.identity(), (first, second) -> first, LinkedHashMap::new));
    }

    private static IllegalArgumentException unknown(InputMapping mapping, List<EndpointParameter> declared) {
        List<String> names = new ArrayList<>();
        declared.forEach(parameter -> names.add(parameter.name() + ":" + Types.name(parameter.type())));
        return new IllegalArgumentException("The line '" + Quoted.of(mapping.line())
                + "' maps a parameter that the service does not take. It takes "
                + (names.isEmpty() ? "none" : String.join(", ", names)) + ".");
    }

    private static String example(EndpointParameter parameter) {
        return parameter.name() + "="
                + switch (parameter.type()) {
                    case STRING -> "%SUBJECT%";
                    case LONG, INT -> "1";
                    case BOOLEAN -> "true";
                    case DOCUMENT -> "*.pdf";
                    case LIST, MAP -> "*";
                };
    }
}

package io.posthorn.endpoint.internal.mapping;

import io.posthorn.email.ReceivedEmail;
import io.posthorn.email.endpoint.EndpointParameter;
import io.posthorn.email.endpoint.EndpointParameter.Type;

import java.util.Optional;

/**
 * One line of the page: what becomes a parameter. What its value means depends on the parameter's type, which it may leave to
 * the service.
 */
record InputMapping(String line, String name, Optional<Type> type, String value) {

    private static final String LITERAL = "literal:";
    private static final String FORM = " Write it as NAME:TYPE=VALUE, for example document:Document=*.pdf.";

    /** @throws IllegalArgumentException with a sentence that quotes the line */
    static InputMapping of(String line) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            throw wrong(line, "has no equals sign." + FORM);
        }
        String left = line.substring(0, equals);
        int colon = left.indexOf(':');
        String name = (colon < 0 ? left : left.substring(0, colon)).strip();
        if (name.isEmpty()) {
            throw wrong(line, "names no parameter." + FORM);
        }
        String value = line.substring(equals + 1);
        if (value.isBlank()) {
            throw wrong(line, "has no value. Write literal: after the equals sign for an empty text.");
        }
        Optional<Type> type = colon < 0 ? Optional.empty() : Optional.of(type(line, left.substring(colon + 1)));
        InputMapping mapping = new InputMapping(line, name, type, value.stripLeading());
        mapping.checkValue();
        return mapping;
    }

    private static Type type(String line, String name) {
        return Types.named(name)
                .orElseThrow(() -> wrong(
                        line,
                        "has the type '" + Quoted.of(name.strip())
                                + "'. There are String, long, int, boolean, Document, list and map."));
    }

    private void checkValue() {
        if (!isLiteral()) {
            told(() -> Variable.of(value));
        }
        type.ifPresent(this::check);
    }

    /** Whether the value can become one of a type, as far as that is known without a mail. */
    void check(Type wanted) {
        if (type.isPresent() && type.get() != wanted) {
            throw wrong(
                    line,
                    "says that the parameter is of type " + Types.name(type.get()) + ", and the service takes "
                            + Types.name(wanted) + ". Leave the type out, or write that one.");
        }
        if (Types.isFiles(wanted)) {
            checkFiles(wanted);
        } else if (variable().isEmpty()) {
            literal(wanted);
        }
    }

    private void checkFiles(Type wanted) {
        if (isLiteral() || variable().isPresent()) {
            throw wrong(
                    line,
                    "gives a text to a parameter of type " + Types.name(wanted)
                            + ", which is made of attachments. Give a file pattern like *.pdf.");
        }
        told(this::files);
    }

    private boolean isLiteral() {
        return value.regionMatches(true, 0, LITERAL, 0, LITERAL.length());
    }

    private Optional<Variable> variable() {
        return isLiteral() ? Optional.empty() : Variable.of(value);
    }

    FilePattern files() {
        return FilePattern.of(value);
    }

    /** @throws MappingException if the mail's text is none of the parameter's type */
    Object text(EndpointParameter parameter, ReceivedEmail email) {
        Optional<Variable> variable = variable();
        return variable.isPresent() ? read(variable.get(), parameter, email) : literal(parameter.type());
    }

    private Object literal(Type wanted) {
        String text = isLiteral() ? value.substring(LITERAL.length()) : value.strip();
        try {
            return Types.value(wanted, text);
        } catch (IllegalArgumentException e) {
            throw wrong(
                    line,
                    "gives '" + Quoted.of(text) + "' to a parameter of type " + Types.name(wanted) + ", which "
                            + e.getMessage() + ".");
        }
    }

    private static Object read(Variable variable, EndpointParameter parameter, ReceivedEmail email) {
        String text = variable.read(email);
        try {
            return Types.value(parameter.type(), text);
        } catch (IllegalArgumentException e) {
            throw new MappingException("The mail's " + what(variable) + " '" + Quoted.of(text) + "' " + e.getMessage()
                    + ", and " + parameter.name() + " is made of it. Send it again with one.");
        }
    }

    private static String what(Variable variable) {
        return switch (variable.keyword()) {
            case "%SUBJECT%" -> "subject";
            case "%BODY%" -> "text";
            case "%SENDER%" -> "sender";
            case "%HEADER%" -> "headers";
            default ->
                "header "
                        + variable.keyword()
                                .substring(
                                        "%HEADER:".length(), variable.keyword().length() - 1);
        };
    }

    private void told(Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The line '" + Quoted.of(line) + "' is wrong: " + e.getMessage(), e);
        }
    }

    private static IllegalArgumentException wrong(String line, String what) {
        return new IllegalArgumentException("The line '" + Quoted.of(line) + "' " + what);
    }
}

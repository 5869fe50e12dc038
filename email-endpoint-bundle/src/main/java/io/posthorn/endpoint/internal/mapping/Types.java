package io.posthorn.endpoint.internal.mapping;

import io.posthorn.email.endpoint.EndpointParameter.Type;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The types of parameters: how they are written, and how a text becomes one. */
final class Types {

    private static final Map<String, Type> NAMES = Map.ofEntries(
            Map.entry("string", Type.STRING),
            Map.entry("java.lang.string", Type.STRING),
            Map.entry("long", Type.LONG),
            Map.entry("java.lang.long", Type.LONG),
            Map.entry("int", Type.INT),
            Map.entry("integer", Type.INT),
            Map.entry("java.lang.integer", Type.INT),
            Map.entry("boolean", Type.BOOLEAN),
            Map.entry("java.lang.boolean", Type.BOOLEAN),
            Map.entry("document", Type.DOCUMENT),
            Map.entry("com.adobe.idp.document", Type.DOCUMENT),
            Map.entry("io.posthorn.email.document", Type.DOCUMENT),
            Map.entry("list", Type.LIST),
            Map.entry("java.util.list", Type.LIST),
            Map.entry("map", Type.MAP),
            Map.entry("java.util.map", Type.MAP));

    private Types() {}

    /** In any case; empty if it is none. */
    static Optional<Type> named(String name) {
        return Optional.ofNullable(NAMES.get(name.strip().toLowerCase(Locale.ROOT)));
    }

    /** As a line of the page writes it. */
    static String name(Type type) {
        return switch (type) {
            case STRING -> "String";
            case LONG -> "long";
            case INT -> "int";
            case BOOLEAN -> "boolean";
            case DOCUMENT -> "Document";
            case LIST -> "list";
            case MAP -> "map";
        };
    }

    /** Whether it is made of attachments, and not of text. */
    static boolean isFiles(Type type) {
        return type == Type.DOCUMENT || type == Type.LIST || type == Type.MAP;
    }

    /** @throws IllegalArgumentException if the text is none; its message completes a sentence that begins with the text */
    static Object value(Type type, String text) {
        return switch (type) {
            case LONG -> number(text, Long.MIN_VALUE, Long.MAX_VALUE);
            case INT -> (int) number(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BOOLEAN -> truth(text.strip());
            default -> text;
        };
    }

    private static long number(String text, long least, long most) {
        try {
            long number = Long.parseLong(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException("is no whole number from " + least + " to " + most);
    }

    private static boolean truth(String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return text.equalsIgnoreCase("true");
        }
        throw new IllegalArgumentException("is neither true nor false");
    }
}

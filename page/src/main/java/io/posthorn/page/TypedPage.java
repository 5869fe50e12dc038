package io.posthorn.page;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a page's configuration annotation of properties, as Declarative Services do, for pages that are not saved yet. All
 * fields are texts, or lists of them.
 */
public final class TypedPage {

    private TypedPage() {}

    /**
     * Makes one.
     *
     * @param <T> the annotation
     * @param type the annotation
     * @param properties what was typed
     * @return with the annotation's defaults for what is missing
     */
    public static <T> T of(Class<T> type, Map<String, ?> properties) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        for (Method field : type.getDeclaredMethods()) {
            Object value = properties.get(field.getName().replace('_', '.'));
            fields.put(field.getName(), value == null ? field.getDefaultValue() : typed(field, value));
        }
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, field, none) -> fields.get(field.getName())));
    }

    private static Object typed(Method field, Object value) {
        List<String> all = value instanceof Object[] many
                ? Arrays.stream(many).map(String::valueOf).toList()
                : List.of(String.valueOf(value));
        if (field.getReturnType().isArray()) {
            return all.toArray(String[]::new);
        }
        return all.isEmpty() ? "" : all.get(0);
    }
}

package io.posthorn.benchmarks;

import org.osgi.util.converter.Converters;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/**
 * A page as Felix SCR gives it to a component: each field is converted once. The converter's own object does so whenever a
 * field is read, which would be most of the time that a mail takes.
 */
final class TypedPage {

    private TypedPage() {}

    /** @param type an annotation */
    static <T> T of(Class<T> type, Map<String, Object> page) {
        T converted = Converters.standardConverter().convert(page).to(type);
        Map<String, Object> fields = new HashMap<>();
        for (Method field : type.getDeclaredMethods()) {
            try {
                fields.put(field.getName(), field.invoke(converted));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(field.getName(), e);
            }
        }
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, field, none) -> fields.get(field.getName())));
    }
}

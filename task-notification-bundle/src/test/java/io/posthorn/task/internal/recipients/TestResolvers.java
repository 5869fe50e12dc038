package io.posthorn.task.internal.recipients;

import io.posthorn.task.RecipientResolver;
import org.osgi.framework.ServiceReference;

import java.lang.reflect.Proxy;

/** Resolvers without a framework. */
public final class TestResolvers {

    private TestResolvers() {}

    public static Resolvers of(RecipientResolver... all) {
        Resolvers resolvers = new Resolvers();
        for (int i = 0; i < all.length; i++) {
            resolvers.add(reference(-i), all[i]);
        }
        return resolvers;
    }

    /** What the framework would hand out: nothing of it is asked but its order. */
    @SuppressWarnings("unchecked")
    private static ServiceReference<RecipientResolver> reference(Integer ranking) {
        return (ServiceReference<RecipientResolver>) Proxy.newProxyInstance(
                TestResolvers.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (proxy, method, values) -> switch (method.getName()) {
                    case "compareTo" -> ranking.compareTo(Integer.parseInt(values[0].toString()));
                    case "toString" -> ranking.toString();
                    case "hashCode" -> ranking;
                    case "equals" -> proxy == values[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}

package io.posthorn.endpoint.internal;

import io.posthorn.email.endpoint.EndpointParameter;
import io.posthorn.email.endpoint.EndpointService;
import io.posthorn.email.endpoint.Invocation;
import io.posthorn.email.endpoint.InvocationResult;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

class ServicesComponentTest {

    /** Compares itself as a framework's does: by the ranking of the moment. */
    @SuppressWarnings("unchecked")
    private static ServiceReference<EndpointService> reference(String name, AtomicInteger ranking) {
        return (ServiceReference<EndpointService>) Proxy.newProxyInstance(
                ServicesComponentTest.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getProperty" ->
                        arguments[0].equals(EndpointService.NAME)
                                ? name
                                : arguments[0].equals("service.ranking") ? ranking.get() : null;
                    case "compareTo" ->
                        Integer.compare(ranking.get(), (Integer)
                                ((ServiceReference<?>) arguments[0]).getProperty("service.ranking"));
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static EndpointService service() {
        return new EndpointService() {
            @Override
            public Map<String, List<EndpointParameter>> operations() {
                return Map.of();
            }

            @Override
            public InvocationResult invoke(Invocation invocation) {
                return InvocationResult.done("Done.");
            }
        };
    }

    @Test
    void ofSeveralOfAName_theHighestRankingCounts_alsoAfterItHasChanged_andNoneStaysThatIsGone() {
        ServicesComponent services = new ServicesComponent();
        EndpointService first = service();
        EndpointService second = service();
        AtomicInteger ofFirst = new AtomicInteger(1);
        ServiceReference<EndpointService> firstReference = reference("convert", ofFirst);
        ServiceReference<EndpointService> secondReference = reference("convert", new AtomicInteger(2));
        services.add(firstReference, first);
        services.add(secondReference, second);
        assertThat(services.find("convert")).containsSame(second);
        ofFirst.set(3);
        assertThat(services.find("convert")).containsSame(first);
        services.remove(firstReference);
        assertThat(services.find("convert")).containsSame(second);
        services.remove(secondReference);
        assertThat(services.find("convert")).isEmpty();
        assertThat(services.names()).isEmpty();
    }
}

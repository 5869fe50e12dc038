package io.posthorn.it;

import io.posthorn.email.EmailService;
import io.posthorn.endpoint.Endpoints;
import io.posthorn.oauth.TokenService;
import io.posthorn.store.Store;
import io.posthorn.task.TaskNotifier;
import org.junit.Test;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

import java.util.List;
import javax.inject.Inject;

import static org.junit.Assert.assertTrue;

/** The bundles resolve and start, and their services are there before any page is filled. */
public class BundlesIT extends Story {

    @Inject
    private ServiceComponentRuntime components;

    @Test
    public void everyBundle_isActive() throws Exception {
        await("every bundle is active: " + lameBundles(), () -> lameBundles().isEmpty());
    }

    @Test
    public void everyComponentOfOurs_isSatisfiedOrWaitsForItsPage() throws Exception {
        await(
                "every component is satisfied: " + lameComponents(),
                () -> lameComponents().isEmpty());
        long seen = components.getComponentDescriptionDTOs().stream()
                .filter(BundlesIT::isOurs)
                .count();
        assertTrue("only " + seen + " components", seen >= 20);
    }

    private static boolean isOurs(ComponentDescriptionDTO description) {
        return description.bundle.symbolicName.startsWith("io.posthorn.");
    }

    /** Without those that wait for an HTTP service: it is switched off here, see {@link FelixDeployment}. */
    private List<String> lameComponents() {
        return components.getComponentDescriptionDTOs().stream()
                .filter(BundlesIT::isOurs)
                .flatMap(description -> components.getComponentConfigurationDTOs(description).stream())
                .filter(component -> component.state != ComponentConfigurationDTO.ACTIVE
                        && component.state != ComponentConfigurationDTO.SATISFIED
                        && component.state != ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION)
                .filter(component -> !component.description.name.startsWith("io.posthorn.console.internal.guard."))
                .map(component -> component.description.name + " is in state " + component.state)
                .toList();
    }

    @Test
    public void theServices_areThereWithoutAnyConfiguration() throws Exception {
        service(Store.class, null);
        service(TokenService.class, null);
        service(EmailService.class, null);
        service(TaskNotifier.class, null);
        service(Endpoints.class, null);
    }
}

package io.posthorn.it;

import io.posthorn.email.EmailService;
import io.posthorn.endpoint.Endpoints;
import io.posthorn.oauth.TokenService;
import io.posthorn.store.Store;
import io.posthorn.task.TaskNotifier;
import org.junit.Test;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

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
    public void everyComponentOfOurs_isSatisfiedOrWaitsForItsPage() {
        int seen = 0;
        // No DTO may be in a signature, a lambda's included: JUnit reads those where the OSGi API is not there.
        for (var description : components.getComponentDescriptionDTOs()) {
            // What stands before the web console waits for an HTTP service, which is switched off here: see
            // FelixDeployment.
            if (!description.bundle.symbolicName.startsWith("io.posthorn.")
                    || description.name.matches(".*\\.(HostGuard|LoginThrottle|CrossSiteFilter)")) {
                continue;
            }
            seen++;
            for (ComponentConfigurationDTO component : components.getComponentConfigurationDTOs(description)) {
                assertTrue(
                        description.name + " is in state " + component.state,
                        component.state == ComponentConfigurationDTO.ACTIVE
                                || component.state == ComponentConfigurationDTO.SATISFIED
                                || component.state == ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION);
            }
        }
        assertTrue("only " + seen + " components", seen >= 20);
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

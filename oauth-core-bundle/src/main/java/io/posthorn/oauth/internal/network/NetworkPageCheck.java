package io.posthorn.oauth.internal.network;

import io.posthorn.check.PageCheck;
import io.posthorn.oauth.NetworkException;
import io.posthorn.page.TypedPage;
import io.posthorn.page.WrongPageException;
import org.osgi.service.component.annotations.Component;

import java.util.Map;
import java.util.Optional;

/** Checks the page <i>Network</i> before it is saved. */
@Component(property = PageCheck.PAGE + "=" + NetworkPage.PID)
public final class NetworkPageCheck implements PageCheck {

    @Override
    public Optional<String> check(String pid, Map<String, Object> properties) {
        NetworkComponent network = new NetworkComponent();
        network.use(new NetworkPage(TypedPage.of(NetworkConfig.class, properties)));
        try {
            network.proxy("");
            network.tls();
            return Optional.empty();
        } catch (WrongPageException | NetworkException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}

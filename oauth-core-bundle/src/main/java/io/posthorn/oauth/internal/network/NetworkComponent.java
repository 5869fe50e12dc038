package io.posthorn.oauth.internal.network;

import io.posthorn.oauth.Network;
import io.posthorn.oauth.NetworkException;
import io.posthorn.oauth.Proxy;
import io.posthorn.page.WrongPageException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * The network as its page says at this moment. It stays while the page changes, so that nobody who uses it is made anew:
 * {@link NetworkPageComponent} tells it what the page says.
 */
@Component(
        service = {Network.class, NetworkComponent.class},
        immediate = true)
public final class NetworkComponent implements Network {

    private final AtomicReference<@Nullable NetworkPage> page = new AtomicReference<>();

    /** Straight, until there is a page. */
    @Activate
    public NetworkComponent() {}

    void use(NetworkPage next) {
        page.set(next);
    }

    @Override
    public SSLContext tls() {
        return ask(NetworkPage::tls).orElseGet(TrustedCertificates.NONE::tls);
    }

    @Override
    public Optional<Proxy> proxy(String host) {
        return ask(current -> current.exceptions().match(host) ? Optional.<Proxy>empty() : current.proxy())
                .flatMap(Function.identity());
    }

    private <T> Optional<T> ask(Function<NetworkPage, T> question) {
        try {
            return Optional.ofNullable(page.get()).map(question);
        } catch (WrongPageException e) {
            throw new NetworkException(String.valueOf(e.getMessage()), e);
        }
    }
}

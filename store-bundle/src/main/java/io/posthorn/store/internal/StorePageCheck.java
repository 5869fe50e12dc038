package io.posthorn.store.internal;

import io.posthorn.check.PageCheck;
import io.posthorn.page.TypedPage;
import io.posthorn.page.WrongPageException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

import java.util.Map;
import java.util.Optional;

/** Checks the page <i>Store</i> before it is saved. No database is opened. */
@Component(property = PageCheck.PAGE + "=" + StorePage.PID)
public final class StorePageCheck implements PageCheck {

    private final BundleContext context;

    /**
     * Made by Declarative Services.
     *
     * @param context knows where this server keeps its files
     */
    @Activate
    public StorePageCheck(BundleContext context) {
        this.context = context;
    }

    @Override
    public Optional<String> check(String pid, Map<String, Object> properties) {
        try {
            StorePage page =
                    new StorePage(TypedPage.of(StoreConfig.class, properties), StorePageComponent.folder(context));
            page.database();
            page.keys();
            return Optional.empty();
        } catch (WrongPageException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}

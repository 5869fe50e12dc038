package io.posthorn.oauth.internal;

import io.posthorn.page.Page;
import io.posthorn.page.WrongPageException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;

/** One page <i>OAuth 2.0 account</i>. */
@Component(
        configurationPid = AccountPage.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = AccountPageComponent.class,
        immediate = true)
@Designate(ocd = AccountConfig.class, factory = true)
public final class AccountPageComponent {

    private static final Logger log = LoggerFactory.getLogger(AccountPageComponent.class);

    private final AccountPages pages;
    private final String pid;

    /**
     * Made by Declarative Services.
     *
     * @param config the page
     * @param properties tells which page it is
     * @param pages where it goes
     */
    @Activate
    public AccountPageComponent(AccountConfig config, Map<String, Object> properties, @Reference AccountPages pages) {
        this.pages = pages;
        this.pid = String.valueOf(properties.get("service.pid"));
        modified(config, properties);
    }

    /** Not a new instance: between the old and the new one, mails would find no account of this name. */
    @Modified
    void modified(AccountConfig config, Map<String, Object> properties) {
        for (String name : Page.unknown(AccountConfig.class, properties.keySet())) {
            log.warn("The {} has no property '{}'; it is ignored. Is it misspelt?", AccountPage.describe(pid), name);
        }
        AccountPage page = new AccountPage(config);
        try {
            page.client(pid);
        } catch (WrongPageException e) {
            log.warn("The OAuth 2.0 account '{}' cannot be used: {}", page.name(), e.getMessage());
        }
        pages.put(pid, page);
    }

    @Deactivate
    void deactivate() {
        pages.remove(pid);
    }
}

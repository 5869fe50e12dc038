package io.posthorn.email.internal;

import io.posthorn.oauth.internal.AccountConfig;
import io.posthorn.oauth.internal.AccountPageComponent;
import org.osgi.util.converter.Converters;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Files of the README and the guides, as pages. */
final class PageFiles {

    private PageFiles() {}

    /** The properties of an example. Its {@code $[secret:…]} are replaced as the interpolation plugin does. */
    static Map<String, String> properties(String example) {
        Properties file = new Properties();
        try {
            file.load(new StringReader(Readme.example(example)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> properties = new HashMap<>();
        file.forEach((name, value) ->
                properties.put((String) name, ((String) value).replaceFirst("^\\$\\[secret:[a-z-]+]$", "a-secret")));
        return properties;
    }

    /** Fills in a page OAuth 2.0 account from examples and changes: name, value, name, value, ... */
    static void account(Stand stand, String example, String... changes) {
        Map<String, String> page = properties(example);
        for (int i = 0; i < changes.length; i += 2) {
            page.put(changes[i], changes[i + 1]);
        }
        page.put("service.pid", "io.posthorn.oauth.account~" + page.get("name"));
        AccountConfig config = Converters.standardConverter().convert(page).to(AccountConfig.class);
        new AccountPageComponent(config, new HashMap<>(page), stand.tokens);
    }
}

package io.posthorn.email.internal;

import io.posthorn.oauth.TokenException.Kind;
import io.posthorn.oauth.internal.AccountConfig;
import io.posthorn.oauth.internal.AccountPageComponent;
import io.posthorn.oauth.internal.network.NetworkConfig;
import io.posthorn.page.Page;
import io.posthorn.store.internal.StoreConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.util.converter.Converters;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's table and file are those of the page. */
class ReadmePageTest {

    @ParameterizedTest
    @MethodSource("pages")
    void table_listsEveryPropertyWithItsDefault(String mark, Class<?> config) {
        Map<String, String> table = new TreeMap<>();
        for (String row : Readme.example(mark).lines().skip(2).toList()) {
            List<String> cells = Arrays.stream(row.split("\\|", -1))
                    .map(cell -> cell.strip().replace("`", ""))
                    .toList();
            table.put(cells.get(2), cells.get(3));
        }
        Map<String, String> page = new TreeMap<>();
        for (Method method : config.getDeclaredMethods()) {
            if (method.getName().startsWith("webconsole_")) {
                continue; // how the console lists the page, no field
            }
            page.put(method.getName().replace('_', '.'), String.valueOf(method.getDefaultValue()));
        }
        assertThat(table).isEqualTo(page);
    }

    static List<Arguments> pages() {
        return List.of(
                Arguments.of("email-service-page", EmailServiceConfig.class),
                Arguments.of("account-page", AccountConfig.class),
                Arguments.of("store-page", StoreConfig.class),
                Arguments.of("network-page", NetworkConfig.class));
    }

    @Test
    void minimalFile_isAPageThatWorks() throws IOException {
        Map<String, String> properties = PageFiles.properties("minimal-cfg");
        EmailServicePage page = new EmailServicePage(
                Converters.standardConverter().convert(properties).to(EmailServiceConfig.class));
        assertThat(page.isOAuth()).isTrue();
        assertThat(page.client().tenant()).isEqualTo("contoso.com");
    }

    @Test
    void namedAccount_isAnAccountThatTheOtherFileUses() throws IOException {
        try (Stand stand = new Stand()) {
            AccountConfig account = Converters.standardConverter()
                    .convert(PageFiles.properties("account-cfg"))
                    .to(AccountConfig.class);
            new AccountPageComponent(account, Map.of("service.pid", "io.posthorn.oauth.account~work"), stand.tokens);
            assertThat(stand.tokens.accounts()).singleElement().satisfies(status -> {
                assertThat(status.name()).isEqualTo("work");
                assertThat(status.lastFailure())
                        .as("the page can be used, and waits for a sign-in")
                        .hasValueSatisfying(
                                failure -> assertThat(failure.kind()).isEqualTo(Kind.SIGN_IN_NEEDED));
            });
            EmailServicePage page = new EmailServicePage(Converters.standardConverter()
                    .convert(PageFiles.properties("account-user-cfg"))
                    .to(EmailServiceConfig.class));
            assertThat(page.isOAuth()).isTrue();
            assertThat(page.accountName()).isEqualTo("work");
            assertThat(page.account(stand.tokens)).isNotNull();
        }
    }

    @Test
    void storeOfTheReadme_hasOnlyFieldsThatThePageKnows() {
        assertThat(Page.unknown(
                        StoreConfig.class, PageFiles.properties("store-cfg").keySet()))
                .isEmpty();
    }
}

package io.posthorn.email.internal;

import io.posthorn.oauth.Cloud;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.Permission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.util.converter.Converters;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What the field Cloud fills in. Nothing is contacted. */
class CloudTest {

    private final Stand stand = new Stand();

    @AfterEach
    void stop() {
        stand.close();
    }

    private EmailServicePage page(String... changes) {
        Map<String, String> page = stand.page();
        page.keySet().removeAll(java.util.Set.of("smtp.host", "receive.host", "authority"));
        for (int i = 0; i < changes.length; i += 2) {
            page.put(changes[i], changes[i + 1]);
        }
        return new EmailServicePage(Converters.standardConverter().convert(page).to(EmailServiceConfig.class));
    }

    @ParameterizedTest
    @CsvSource({
        "Global, login.microsoftonline.com, smtp.office365.com, outlook.office365.com",
        "gcc high, login.microsoftonline.us, smtp.office365.us, outlook.office365.us",
        "DoD, login.microsoftonline.us, outlook-dod.office365.us, outlook-dod.office365.us",
        "China, login.partner.microsoftonline.cn, smtp.partner.outlook.cn, partner.outlook.cn",
        "Outlook.com, login.microsoftonline.com, smtp-mail.outlook.com, outlook.office365.com"
    })
    void cloud_setsAuthorityAndHosts(String cloud, String authority, String smtpHost, String receiveHost) {
        EmailServicePage page = page("cloud", cloud);
        try (OAuthAccount account = page.account(stand.tokens)) {
            assertThat(account.cloud().authority()).hasHost(authority);
            assertThat(page.sending(account).host()).isEqualTo(smtpHost);
            assertThat(page.receiving(account).host()).isEqualTo(receiveHost);
        }
    }

    @Test
    void hostThatWasTyped_isTaken() {
        EmailServicePage page = page("smtp.host", "relay.contoso.com");
        try (OAuthAccount account = page.account(stand.tokens)) {
            assertThat(page.sending(account).host()).isEqualTo("relay.contoso.com");
        }
    }

    @Test
    void guide_saysWhatTheCodeDoes() {
        for (String row : Readme.example("clouds").lines().skip(2).toList()) {
            String[] cells =
                    row.replaceAll("[`| ]+\\|[`| ]+|^\\| `|` \\|$", "|").split("\\|");
            Cloud cloud = Cloud.preset(cells[1].replaceAll("`? \\(.*", "").replace("`", ""))
                    .orElseThrow();
            assertThat(cloud.authority()).hasHost(cells[2]);
            assertThat(cloud.smtpHost()).isEqualTo(cells[3]);
            assertThat(cloud.receiveHost()).isEqualTo(cells[4]);
        }
    }

    @Test
    void customCloudOfTheGuide_isAPageThatWorks() {
        PageFiles.account(stand, "custom-cloud");
        try (OAuthAccount account = stand.tokens.account("work")) {
            assertThat(account.cloud().scope(Permission.SMTP_SEND))
                    .isEqualTo("https://outlook-dod.office365.us/SMTP.Send");
            assertThat(account.cloud().smtpHost()).isEmpty();
        }
    }
}

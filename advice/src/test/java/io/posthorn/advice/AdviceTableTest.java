package io.posthorn.advice;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The table itself, row by row. */
class AdviceTableTest {

    private static final Set<String> TOKEN_KINDS = Set.of("TEMPORARY", "SIGN_IN_NEEDED", "APP_CONFIGURATION", "POLICY");
    private static final Set<String> MAIL_KINDS =
            Set.of("TEMPORARY", "APPLICATION", "TENANT", "MAILBOX", "MESSAGE", "RECIPIENT");
    private static final Set<String> REPLIES = Set.of("TOKEN_LOGIN", "PASSWORD_LOGIN", "RECIPIENT", "MAIL", "ANY");

    @Test
    void everyRow_isASentenceOfAKnownKind() {
        Set<String> seen = new HashSet<>();
        for (Advice row : AdviceTable.rows()) {
            assertThat(row.kind()).as(row.key()).isIn(row.source().equals("ENTRA") ? TOKEN_KINDS : MAIL_KINDS);
            assertThat(row.text()).as(row.key()).endsWith(".");
            assertThat(seen.add(row.source() + " " + row.key()))
                    .as("%s %s stands once", row.source(), row.key())
                    .isTrue();
        }
    }

    @Test
    void keysOfReplies_arePatterns() {
        for (Advice row : AdviceTable.rows(REPLIES.toArray(String[]::new))) {
            assertThat(Pattern.compile(row.key())).isNotNull();
        }
    }

    @Test
    void everyReply_findsARow() {
        assertThat(AdviceTable.find("TOKEN_LOGIN", "")).isPresent();
        assertThat(AdviceTable.find("PASSWORD_LOGIN", "")).isPresent();
        assertThat(AdviceTable.find("RECIPIENT", "")).isPresent();
        assertThat(AdviceTable.find("MAIL", "")).isPresent();
        assertThat(AdviceTable.find("ENTRA", "other")).isPresent();
    }

    @Test
    void names_areFilledIn_andQuotedForPowerShell() {
        Advice row = Advice.parse("MAIL\tx\tPOLICY\tAsk {who}.\tSet-A -Identity {who} {switch}; Add-B {who}");
        assertThat(row.text(Map.of("who", "o'brien@contoso.com"))).isEqualTo("Ask o'brien@contoso.com.");
        assertThat(row.commands(Map.of("who", "o'brien@contoso.com", "switch", "-On $true")))
                .containsExactly("Set-A -Identity 'o''brien@contoso.com' -On $true", "Add-B 'o''brien@contoso.com'");
        assertThat(row.commands(Map.of("who", "a; Remove-Mailbox b", "switch", "")))
                .last()
                .isEqualTo("Add-B 'a; Remove-Mailbox b'");
        assertThat(row.commands(Map.of("who", "<object id>"))).last().isEqualTo("Add-B <object id>");
    }

    @Test
    void everyTemporaryRefusalOfAMailServer_hasATimeToWait() {
        for (Advice row : AdviceTable.rows()) {
            if (!row.source().equals("ENTRA")) {
                assertThat(row.pause().isPresent())
                        .as(row.source() + " " + row.key())
                        .isEqualTo(row.kind().equals("TEMPORARY"));
            }
        }
    }

    @Test
    void wordsBehindAKind_areNoPartOfIt() {
        Advice row = Advice.parse("MAIL\tx\tTEMPORARY fresh 15m mailbox\tWait.");
        assertThat(row.kind()).isEqualTo("TEMPORARY");
        assertThat(row.freshToken()).isTrue();
        assertThat(row.pause()).contains(Duration.ofMinutes(15));
        assertThat(row.wholeMailbox()).isTrue();
        assertThat(row.commands()).isEqualTo(List.of());
    }

    @Test
    void brokenRow_isNotTaken() {
        assertThatThrownBy(() -> Advice.parse("MAIL\tx\tPOLICY")).hasMessageContaining("has 3 columns");
        assertThatThrownBy(() -> AdviceTable.get("MAIL", "nothing of the kind")).hasMessageContaining("no advice");
    }
}

package io.posthorn.endpoint.internal;

import io.posthorn.page.WrongPageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Every fault of a page is told in a sentence that names the page and the field, and says what to do. */
class EndpointPageTest {

    private static final String PID = "io.posthorn.endpoint~orders";

    private static final Map<String, String> GOOD = Map.of(
            "name",
            "orders",
            "service",
            "convert",
            "inbox.host",
            "mail.contoso.test",
            "inbox.user",
            "orders@contoso.test",
            ".inbox.password",
            "secret");

    private static final Map<String, String> OAUTH = Map.of(
            "name",
            "orders",
            "service",
            "convert",
            "inbox.user",
            "orders@contoso.test",
            "oauth",
            "true",
            "oauth.account",
            "work");

    private static Map<String, String> with(Map<String, String> good, String... more) {
        Map<String, String> page = new HashMap<>(good);
        for (int i = 0; i < more.length; i += 2) {
            page.put(more[i], more[i + 1]);
        }
        return page;
    }

    private static EndpointPage page(Map<String, ?> own, Map<String, ?> defaults) {
        return new EndpointPage(new Fields(own, PID, defaults), InstantSource.system());
    }

    @Test
    void goodPages_areGood() {
        for (Map<String, String> good : Stream.of(
                        GOOD,
                        OAUTH,
                        with(GOOD, "inbox.protocol", "POP3"),
                        with(GOOD, "cron.expression", "0 0/5 8-18 ? * MON-FRI"),
                        with(GOOD, "output.mappings", "result=Result/%F.pdf\n%F.%E"))
                .toList()) {
            assertThatCode(() -> page(good, Map.of()).plan())
                    .as(good.toString())
                    .doesNotThrowAnyException();
        }
    }

    static Stream<Arguments> faults() {
        String many =
                IntStream.range(0, 101).mapToObj(i -> "u" + i + "@contoso.test").collect(Collectors.joining(","));
        return Stream.of(
                fault("Name", "is empty. Name the endpoint", "name", ""),
                fault("Name", "has one of < and >", "name", "a<b"),
                fault("Service", "is empty. Name the service", "service", ""),
                fault("Inbox User", "is empty. Give the user", "inbox.user", ""),
                fault("Inbox Host", "is empty. Give the DNS name", "inbox.host", ""),
                fault("Inbox Password", "is empty. Give the password of orders@contoso.test", ".inbox.password", ""),
                fault("Inbox Password", "env", ".inbox.password", "$[env:ORDERS_PASSWORD]"),
                fault("Inbox Port", "Give a number from 1 to 65535", "inbox.port", "99999"),
                fault("Inbox Protocol", "Give one of: IMAP, POP3", "inbox.protocol", "MAPI"),
                fault("Inbox Time Out", "Give a whole number from 1", "inbox.timeout", "soon"),
                fault("Enabled", "Give true or false", "enabled", "perhaps"),
                fault("Cron Expression", "An example: 0 0/5 8-18 ? * MON-FRI", "cron.expression", "every day"),
                fault("Cron Expression", "An example: ", "cron.expression", "*/5 * * * *"),
                fault("Cron Expression", "fits no moment from now on", "cron.expression", "0 0 0 30 2 ?"),
                fault("Cron Expression", "fits no moment from now on", "cron.expression", "0 0 0 1 1 ? 2020"),
                fault("Repeat Interval", "is '9'. Give a whole number from 10 to 604800", "repeat.interval", "9"),
                fault("Repeat Count", "is 'x'", "repeat.count", "x"),
                fault("Delay when job starts", "is '-1'", "start.delay", "-1"),
                fault("Batch Size", "is '-2'", "batch.size", "-2"),
                fault("Number of Tries", "is '0'", "tries", "0"),
                fault("Watch", "POP3 has no push. Choose POLL", "inbox.protocol", "POP3", "watch", "PUSH"),
                fault("Watch", "Give one of: PUSH, POLL", "watch", "LISTEN"),
                fault("Folder", "POP3 has INBOX only", "inbox.protocol", "POP3", "folder", "Orders"),
                fault("After Processing", "POP3 can only delete", "inbox.protocol", "POP3", "after.processing", "MOVE"),
                fault("After Processing", "POP3 can only delete", "inbox.protocol", "POP3", "after.processing", "MARK"),
                fault("After Processing", "Give one of: MOVE, DELETE, MARK", "after.processing", "BURN"),
                fault("Processed Folder", "the watched Folder itself", "processed.folder", "inbox"),
                fault("Quarantine Folder", "the watched Folder itself", "quarantine.folder", "INBOX"),
                fault("Input Mappings", "a b c", "input.mappings", "a b c"),
                fault("Input Mappings", "document:nonsense=*", "input.mappings", "document:nonsense=*"),
                fault("Output Mappings", "Write it as OUTPUT=PATTERN", "output.mappings", "result="),
                fault("Output Mappings", "result=%X.pdf", "output.mappings", "result=%X.pdf"),
                fault("Successful Job's Recipients", "nobody", "recipient.successful.job", "sender, nobody"),
                fault("Failed Job's Recipients", "nobody", "recipient.failed.job", "nobody"),
                fault("Successful Job's Recipients", "has 101 addresses. Give 100", "recipient.successful.job", many),
                fault("Send From", "not an address", "send.from", "not an address"),
                fault("Character Set Encoding", "Give one of: UTF-8", "charset", "EBCDIC"),
                fault("SMTP Password", "is empty", "smtp.host", "mail.contoso.test", "smtp.user", "orders"),
                fault("Largest Mail", "Give a whole number from 1 to 1024", "largest.mail", "0"),
                oauth("POP3/IMAP SSL Enabled", "OAuth 2.0 needs TLS", "inbox.ssl.enabled", "false"),
                oauth(
                        "SMTP SSL Enabled",
                        "OAuth 2.0 needs TLS",
                        "smtp.host",
                        "mail.contoso.test",
                        "smtp.ssl.enabled",
                        "false"),
                oauth("Client ID", "Use either the account, or", "client.id", "11111111-1111-1111-1111-111111111111"),
                oauth("Client Secret", "Use either the account, or", ".client.secret", "s3cret"),
                oauth("Refresh Token", "Use either the account, or", ".refresh.token", "0.AAAA"),
                oauth("Client ID", "is ticked", "oauth.account", ""));
    }

    private static Arguments fault(String label, String words, String... more) {
        return arguments(label, words, with(GOOD, more));
    }

    private static Arguments oauth(String label, String words, String... more) {
        return arguments(label, words, with(OAUTH, more));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("faults")
    void aFault_isToldWithPageAndField(String label, String words, Map<String, String> page) {
        assertThatThrownBy(() -> page(page, Map.of()).plan())
                .isInstanceOf(WrongPageException.class)
                .hasMessageContaining(PID)
                .hasMessageContaining(label)
                .hasMessageContaining(words)
                .hasMessageNotContainingAny("s3cret", "0.AAAA");
    }

    @Test
    void aFaultOfTheDefaults_namesTheirPage() {
        assertThatThrownBy(() -> page(GOOD, Map.of("repeat.interval", "9")).plan())
                .hasMessageContaining("Email endpoint defaults")
                .hasMessageContaining("Repeat Interval");
        assertThat(page(with(GOOD, "repeat.interval", "10"), Map.of("repeat.interval", "9"))
                        .plan()
                        .name())
                .isEqualTo("orders");
    }
}

package io.posthorn.email.internal;

import io.posthorn.email.internal.workflow.ReceiveStep;
import io.posthorn.email.internal.workflow.SendWithDocumentStep;
import io.posthorn.email.internal.workflow.SubmitStep;
import io.posthorn.email.workflow.WorkflowStep;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.util.converter.Converters;

import java.util.LinkedHashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a step does not take, and the sentence that names the key. */
class WorkflowStepRefusalTest {

    private static Stand stand;

    @BeforeAll
    static void start() {
        stand = new Stand();
    }

    @AfterAll
    static void stop() {
        stand.close();
    }

    private static EmailServiceConfig config() {
        return Converters.standardConverter().convert(stand.page()).to(EmailServiceConfig.class);
    }

    private static WorkflowStep sendWithDocument() {
        return new SendWithDocumentStep(config(), stand.service(), stand.tokens);
    }

    private static WorkflowStep receive() {
        return new ReceiveStep(config(), stand.service(), stand.tokens);
    }

    private static Map<String, Object> note(Object... more) {
        Map<String, Object> input = input("from", stand.alice.address(), "to", stand.alice.address());
        input.putAll(input("subject", "Step", "document", new byte[3], "documentName", "note.txt"));
        input.putAll(input(more));
        return input;
    }

    private static Map<String, Object> input(Object... keysAndValues) {
        Map<String, Object> input = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            input.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return input;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "too | x@y.z | The step Send With Document has no key 'too'. Did you mean to?",
                "SmtpHost | h | has no key 'SmtpHost'. Did you mean smtpHost?",
                "receiveHost | h | has no key 'receiveHost'. It takes from, to,",
                "wholly different | h | has no key 'wholly different'. It takes from, to,",
                "to | nobody | The key to of the step Send With Document is not usable. 'nobody' is not a mail address",
                "to | '' | The key to of the step Send With Document is missing",
                "from | '' | The key from of the step Send With Document is missing",
                "from | a@b.c, d@e.f | The key from of the step Send With Document holds several addresses",
                "priority | urgent | The key priority of the step Send With Document is 'urgent'. Give one of [HIGH, NORM",
                "charset | UTF-7000 | The key charset of the step Send With Document is not usable. There is no charset",
                "headers | X-A: b | The key headers of the step Send With Document is a java.lang.String. Give a map.",
                "messageId | none | The key messageId of the step Send With Document is not usable.",
                "dsn | maybe | The key dsn of the step Send With Document is 'maybe'. Give one of [SUCCESS, FAIL",
                "document | '' | The key document of the step Send With Document is missing",
                "document | a.txt | The key document of the step Send With Document holds a java.lang.String. Give a Do",
                "documentName | '' | holds bytes without a name. Give the key documentName, too.",
                "smtpPort | 99999 | The key smtpPort of the step Send With Document (SMTP Port Number) is '99999'.",
                "oauth | maybe | (OAuth 2.0 Authentication Settings) is 'maybe'. Give true or false.",
                "useGlobalSettings | maybe | The key useGlobalSettings of the step Send With Document is 'maybe'.",
                "smtpTransportSecurity | SLS | (SMTP Transport Security) is 'SLS'. Give None (empty), SSL or TLS.",
                "clientId | 4711 | The key refreshToken of the step Send With Document (Refresh Token) is empty.",
            })
    void wrongValue_isNamedByItsKey_andNothingIsSent(String key, String value, String sentence) {
        assertThatThrownBy(() -> sendWithDocument().execute(note(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
        assertThat(stand.sandbox.messages(stand.alice)).isEmpty();
    }

    @Test
    void globalSettingsWithKeysOfAConnection_areNotBothTaken() {
        assertThatThrownBy(() -> sendWithDocument().execute(note("useGlobalSettings", true, "smtpPort", 25)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is true, and there is smtpPort.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "disposition | delete | Mails are deleted only behind a handler",
                "disposition | move | The key moveTo of the step Receive is not usable. A mail cannot be moved",
                "disposition | burn | The key disposition of the step Receive is 'burn'. Give one of [LEAVE, MARK_READ,",
                "limit | 0 | The key limit of the step Receive is 0. Give 1 or more.",
                "limit | few | The key limit of the step Receive is 'few'.",
                "since | yesterday | The key since of the step Receive is 'yesterday'. Give a moment like 2026",
                "handler | me | The key handler of the step Receive is a java.lang.String. Give an EmailHandler.",
                "smtpHost | h | The step Receive has no key 'smtpHost'.",
                "receivePort | x | The key receivePort of the step Receive (POP3/IMAP Port Number) is 'x'.",
            })
    void receive_namesAWrongValueByItsKey(String key, String value, String sentence) {
        assertThatThrownBy(() -> receive().execute(input("receivePassword", "p", key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void submit_hasNoConnectionOfItsOwn() {
        WorkflowStep submit = new SubmitStep(stand.service());
        assertThatThrownBy(() -> submit.execute(note("smtpHost", "h")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The step Submit has no key 'smtpHost'.");
    }
}

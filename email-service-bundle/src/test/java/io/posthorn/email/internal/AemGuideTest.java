package io.posthorn.email.internal;

import io.posthorn.email.internal.workflow.SendWithDocumentStep;
import io.posthorn.email.workflow.WorkflowStep;
import io.posthorn.sandbox.Sandbox;
import org.junit.jupiter.api.Test;
import org.osgi.util.converter.Converters;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The guide for AEM, but for Adobe's types: its keys are known, and a step that is given them sends. */
class AemGuideTest {

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    private static WorkflowStep step(Stand stand) {
        var config = Converters.standardConverter().convert(stand.page()).to(EmailServiceConfig.class);
        return new SendWithDocumentStep(config, stand.service(), stand.tokens);
    }

    private static Map<String, Object> input(Stand stand, List<String> keys) {
        Map<String, Object> values = Map.of(
                "from",
                stand.alice.address(),
                "to",
                stand.alice.address(),
                "subject",
                "Payload",
                "text",
                "Hello",
                "document",
                new ByteArrayInputStream(new byte[100_000]),
                "documentName",
                "payload.pdf");
        Map<String, Object> input = new HashMap<>();
        keys.forEach(key -> input.put(key, values.get(key)));
        return input;
    }

    @Test
    void sample_isShort_andGivesAStepWhatItTakes() {
        String sample = Readme.example("aem-step");
        try (Stand stand = new Stand()) {
            List<String> keys = found("input\\.put\\(\"(\\w+)\"", sample);
            assertThat(keys).containsExactly("from", "to", "subject", "text", "document", "documentName");
            Map<String, Object> output = step(stand).execute(input(stand, keys));
            assertThat(output)
                    .containsKeys(found("\\.get\\(\"(messageId)\"\\)", sample).toArray(String[]::new));
            assertThat(stand.sandbox.messages(stand.alice)).hasSize(1);
        }
        assertThat(sample).contains("import " + WorkflowStep.class.getName() + ";", "send.execute(input)");
        String body = sample.substring(sample.indexOf("@Component"));
        assertThat(body.lines().filter(line -> !line.isBlank()).count()).isLessThan(35);
    }

    @Test
    void sample_asksForAStepByItsLabel() {
        String label = found("target = \"\\(process\\.label=([^)]+)\\)\"", Readme.example("aem-step"))
                .get(0);
        assertThat(SendWithDocumentStep.class.getName()).endsWith("." + label.replace(" ", "") + "Step");
    }

    @Test
    void passwordOfOneStep_isTaken() throws IOException {
        try (Stand stand = new Stand(Sandbox.builder().passwords(true).start())) {
            Properties lines = new Properties();
            lines.load(new StringReader(Readme.example("aem-password")));
            Map<String, Object> input = input(stand, List.of("from", "to", "document", "documentName"));
            lines.forEach((key, value) -> input.put((String) key, value));
            input.put("smtpPassword", stand.alice.password());
            step(stand).execute(input);
            assertThat(stand.sandbox.loginAttempts()).containsExactly("SMTP LOGIN alice@contoso.test tls");
        }
    }
}

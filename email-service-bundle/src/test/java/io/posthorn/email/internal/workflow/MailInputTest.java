package io.posthorn.email.internal.workflow;

import io.posthorn.email.Address;
import io.posthorn.email.Document;
import io.posthorn.email.DsnRequest;
import io.posthorn.email.DsnRequest.Notify;
import io.posthorn.email.Email;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Every key of a mail has its place in the mail. */
class MailInputTest {

    private final Map<String, Object> values = new HashMap<>(Map.of("from", "a@b.test", "to", "c@d.test"));

    private Email email() {
        StepInput input = new StepInput("Test", values, MailInput.KEYS);
        try (Spool spool = new Spool(Long.MAX_VALUE)) {
            return MailInput.email(input, new DocumentInput(input, spool)).build();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void addresses_areTakenAsPeopleWriteThem() {
        values.put("to", "anna@b.test; \"Doe, John; \\\"JD\\\"\" <john@b.test> ,Béla Ö <bela@b.test>;;");
        values.put("cc", List.of("x@b.test, y@b.test", new Address("Z", "z@b.test")));
        values.put("bcc", new String[] {"q@b.test"});
        values.put("replyTo", "r@b.test");
        Email email = email();
        assertThat(email.to())
                .containsExactly(
                        Address.of("anna@b.test"),
                        new Address("Doe, John; \"JD\"", "john@b.test"),
                        new Address("Béla Ö", "bela@b.test"));
        assertThat(email.cc()).extracting(Address::address).containsExactly("x@b.test", "y@b.test", "z@b.test");
        assertThat(email.bcc()).containsExactly(Address.of("q@b.test"));
        assertThat(email.replyTo()).containsExactly(Address.of("r@b.test"));
        assertThat(email.from()).contains(Address.of("a@b.test"));
    }

    @Test
    void recipientsInBccAlone_areEnough() {
        values.remove("to");
        values.put("bcc", "q@b.test");
        assertThat(email().bcc()).hasSize(1);
    }

    @Test
    void contents_areTaken() {
        values.putAll(Map.of("subject", "S", "text", "T", "html", "<p>", "charset", "ISO-2022-JP"));
        values.put("inline", Map.of("logo", Document.of("l.png", "image/png", new byte[1])));
        Email email = email();
        assertThat(email.subject()).isEqualTo("S");
        assertThat(email.text()).isEqualTo("T");
        assertThat(email.html()).isEqualTo("<p>");
        assertThat(email.charset()).isEqualTo(Charset.forName("ISO-2022-JP"));
        assertThat(email.inline()).containsOnlyKeys("logo");
    }

    @Test
    void envelope_isTaken() {
        values.putAll(Map.of("priority", "high", "delivery", "per recipient", "messageId", "<1@b.test>"));
        values.put("headers", Map.of("X-One", 1, "X-Many", List.of("a", "b")));
        values.put("dsn", "success, DELAY");
        Email email = email();
        assertThat(email.priority()).isEqualTo(Email.Priority.HIGH);
        assertThat(email.delivery()).isEqualTo(Email.Delivery.PER_RECIPIENT);
        assertThat(email.messageId()).contains("<1@b.test>");
        assertThat(email.headers())
                .containsExactlyInAnyOrder(
                        new Email.Header("X-One", "1"),
                        new Email.Header("X-Many", "a"),
                        new Email.Header("X-Many", "b"));
        assertThat(email.dsn()).contains(DsnRequest.on(Notify.SUCCESS, Notify.DELAY));
        values.put("dsn", "never");
        assertThat(email().dsn()).contains(DsnRequest.on());
    }

    @Test
    void nothing_isWhatIsLeftOut() {
        values.put("cc", null);
        values.put("subject", " ");
        values.put("priority", "");
        Email email = email();
        assertThat(email.cc()).isEmpty();
        assertThat(email.subject()).isEmpty();
        assertThat(email.priority()).isEqualTo(Email.Priority.NORMAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Doe, John <john@b.test>", "\"Open <john@b.test>", "<john@b.test", "a@b.test c@d.test"})
    void whatIsNoListOfAddresses_isRefused(String line) {
        values.put("to", line);
        assertThatThrownBy(this::email)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The key to of the step Test is not usable.");
    }
}

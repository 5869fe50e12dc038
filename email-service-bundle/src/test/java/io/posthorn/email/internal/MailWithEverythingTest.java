package io.posthorn.email.internal;

import io.posthorn.email.Address;
import io.posthorn.email.Document;
import io.posthorn.email.DsnRequest;
import io.posthorn.email.DsnRequest.Notify;
import io.posthorn.email.Email;
import io.posthorn.email.Email.Priority;
import io.posthorn.email.EmailService;
import io.posthorn.email.Query;
import io.posthorn.email.Receipt;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The example of the README: one mail that uses all there is. */
class MailWithEverythingTest {

    @Test
    void everything_arrives() {
        try (Stand stand = new Stand()) {
            String me = stand.alice.address();
            EmailService service = stand.service();
            Document logo = Document.of("logo.png", "image/png", new byte[] {1, 2, 3});
            Document report = Document.of("report.pdf", "application/pdf", new byte[100_000]);

            Email email = Email.builder()
                    .from(new Address("Anna \u0160koda", me))
                    .to(new Address("\u30dc\u30d6", "bob@contoso.test"))
                    .cc(Address.of("carol@fabrikam.test"))
                    .bcc(Address.of(me))
                    .replyTo(Address.of("answers@contoso.test"))
                    .subject("\u6708\u6b21\u5831\u544a \u2013 November")
                    .text("Please see the report.")
                    .html("<p>Please see the report. <img src=\"cid:logo\"></p>")
                    .inline("logo", logo)
                    .header("X-Case-Number", "4711")
                    .header("Auto-Submitted", "auto-generated")
                    .priority(Priority.HIGH)
                    .messageId("<case-4711.1@contoso.test>")
                    .dsn(DsnRequest.on(Notify.FAILURE, Notify.DELAY))
                    .build();
            Receipt receipt = service.sendWithMapOfAttachments(email, Map.of("\u5831\u544a\u66f8.pdf", report));

            assertThat(receipt.messageId()).isEqualTo("<case-4711.1@contoso.test>");
            assertThat(receipt.recipients()).hasSize(3);
            int count = service.receive(Query.newest(), received -> {
                assertThat(received.from()).isEqualTo(email.from());
                assertThat(received.to()).isEqualTo(email.to());
                assertThat(received.subject()).isEqualTo(email.subject());
                assertThat(received.text()).isEqualTo(email.text());
                assertThat(received.attachments()).extracting(Document::name).contains("\u5831\u544a\u66f8.pdf");
            });
            assertThat(count).isEqualTo(1);
            assertThat(new String(
                            stand.sandbox.messages(stand.sandbox.user("bob")).get(0), StandardCharsets.US_ASCII))
                    .contains("Reply-To: answers@contoso.test\r\n", "Importance: high\r\n", "X-Case-Number: 4711\r\n")
                    .contains("Content-ID: <logo>\r\n")
                    .doesNotContain("\r\nBcc");
            assertThat(stand.sandbox.dialogue()).contains("SMTP C: RCPT TO:<carol@fabrikam.test> NOTIFY=FAILURE,DELAY");
        }
    }
}

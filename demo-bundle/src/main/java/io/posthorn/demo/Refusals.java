package io.posthorn.demo;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailService;
import io.posthorn.email.Login;
import io.posthorn.email.Protocol;
import io.posthorn.email.TransportSecurity;
import io.posthorn.oauth.Credential;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.oauth.OAuthClient;
import io.posthorn.oauth.TokenService;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Three things that go wrong everywhere, and the sentence that a user reads. */
final class Refusals {

    private final EmailPage page;
    private final TokenService tokens;
    private final EmailService emails;
    private final PrintStream out;

    Refusals(EmailPage page, TokenService tokens, EmailService emails, PrintStream out) {
        this.page = page;
        this.tokens = tokens;
        this.emails = emails;
        this.out = out;
    }

    void show() {
        out.println();
        out.println("Three refusals, as a user reads them");
        OAuthClient client = page.client();
        OAuthClient wrongSecret = new OAuthClient(
                client.cloud(), client.tenant(), client.clientId(), Credential.secret("wrong"), client.grant());
        show("A wrong client secret", wrongSecret, page.mailbox(), page.sender());
        String colleague = "bob" + page.mailbox().substring(page.mailbox().indexOf('@'));
        show("Another user's mailbox", client, colleague, colleague);
        show("A From that is not one's own", client, page.mailbox(), colleague);
    }

    private void show(String what, OAuthClient client, String mailbox, String from) {
        Email email = Email.builder().from(from).to(page.mailbox()).build();
        Document note = Document.of("note.txt", "text/plain", "Hello".getBytes(StandardCharsets.UTF_8));
        try (OAuthAccount account = tokens.open(client)) {
            ConnectionSettings settings = new ConnectionSettings(
                    Protocol.SMTP,
                    page.smtpHost(),
                    page.smtpPort(),
                    TransportSecurity.TLS,
                    new Login.OAuth(account, mailbox));
            emails.sendWithDocument(email, note, settings);
            throw new IllegalStateException("Not refused: " + what);
        } catch (EmailException e) {
            out.printf("  %s%n    %s%n", what, e.getMessage());
        }
    }
}

package io.posthorn.it;

import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.oauth.AccountStatus;
import io.posthorn.oauth.TokenService;
import org.junit.Test;
import org.osgi.service.cm.Configuration;

import java.nio.charset.StandardCharsets;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

/** A page of an account comes, changes and goes, and the Email service goes along. */
public class AccountsIT extends Story {

    @Test
    public void aNamedAccount_isUsed_changed_andRemoved() throws Exception {
        SandboxPage page = Outside.page("alice");
        save(page.using("work"));
        await("the name is not known yet", () -> failure().contains("There is no OAuth 2.0 account 'work'"));

        Configuration account = configurations.createFactoryConfiguration(SandboxPage.ACCOUNT_PID, "?");
        account.update(page.account("work").properties());
        await("the account is there", () -> failure().isEmpty());
        Outside.revoke(page.value(".refresh.token"), 700082);
        assertEquals("", failure());
        AccountStatus status = status();
        assertTrue(status.inUse());
        assertEquals(Outside.address("alice"), status.user().orElse(""));
        assertTrue(status.refreshTokenSince().isPresent());

        // The dead seed once more, as a new one of another account would be: now there is nothing newer to go on with.
        String dead = Outside.page("alice").value(".refresh.token");
        Outside.revoke(dead, 50173);
        account.update(page.account("work").with(".refresh.token", dead).properties());
        await("the new refresh token is used by the next mail", () -> failure().contains("AADSTS50173"));
        assertTrue(failure(), failure().contains("the account 'work' on its page OAuth 2.0 account"));

        account.update(Outside.page("alice").account("work").properties());
        await("a good one, too", () -> failure().isEmpty());

        account.delete();
        await("the account is gone", () -> failure().contains("There is no OAuth 2.0 account 'work'"));
        assertFalse(status().inUse());
        assertTrue(tokens().forget("work"));
    }

    private TokenService tokens() throws InterruptedException {
        return service(TokenService.class, null);
    }

    /** The newest of the rows that bear the name. */
    private AccountStatus status() throws InterruptedException {
        return tokens().accounts().stream()
                .filter(account -> account.name().equals("work"))
                .reduce((older, newer) -> newer)
                .orElseThrow();
    }

    private String failure() {
        return failureOf(this::send);
    }

    private void send() {
        try {
            Email email = Email.builder()
                    .from(Outside.address("alice"))
                    .to(Outside.address("bob"))
                    .subject("By a named account")
                    .build();
            emailService()
                    .sendWithDocument(
                            email, Document.of("note.txt", "text/plain", "note".getBytes(StandardCharsets.UTF_8)));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

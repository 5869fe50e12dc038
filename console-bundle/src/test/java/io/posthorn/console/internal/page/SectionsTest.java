package io.posthorn.console.internal.page;

import io.posthorn.email.Address;
import io.posthorn.email.OutboxEntry;
import io.posthorn.email.OutboxMailbox;
import io.posthorn.endpoint.EndpointStatus;
import io.posthorn.endpoint.QuarantinedMail;
import io.posthorn.oauth.AccountStatus;
import io.posthorn.oauth.Permission;
import io.posthorn.oauth.TokenException.Kind;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** What strangers write stays text, and each state has the buttons that can work. */
class SectionsTest {

    private static final String EVIL = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>\u202e";
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private final Words words = new Words(NOW);
    private final Forms forms = new Forms("/system/console/posthorn", "the-token");

    private static void assertHarmless(Html html) {
        assertThat(html.markup()).doesNotContain("<script", "<img").doesNotContainPattern("[\\p{Cc}&&[^\\n]]");
    }

    private static AccountStatus account(String text, Optional<AccountStatus.Failure> failure) {
        Optional<Instant> then = Optional.of(NOW.minus(Duration.ofDays(3)));
        return new AccountStatus(
                text,
                true,
                "refresh_token",
                text,
                text,
                text,
                Optional.of(text),
                Set.of(Permission.SMTP_SEND),
                then,
                Optional.of(NOW.plusSeconds(3600)),
                then,
                then,
                failure);
    }

    private static AccountStatus.Failure failure(Kind kind, String text) {
        return new AccountStatus.Failure(NOW.minusSeconds(60), kind, text, "correlation-1", text);
    }

    @Test
    void account_tellsItsStateAndTheDate_andStaysText() {
        AccountsSection section = new AccountsSection(
                List.of(
                        account(EVIL, Optional.of(failure(Kind.SIGN_IN_NEEDED, EVIL))),
                        account("well", Optional.empty())),
                words,
                forms,
                Optional.of("http://localhost:8080/system/console/posthorn/signin"),
                Optional.empty());
        String html = section.html().markup();
        assertHarmless(section.html());
        assertThat(html)
                .contains("A person must sign in.", "<strong>now</strong>", "Correlation ID")
                .contains("It works. Nobody needs to do anything.", "21 February 2027")
                .contains("<code>http://localhost:8080/system/console/posthorn/signin</code>");
    }

    @Test
    void account_ofAConsoleThatMicrosoftSendsNobodyTo_isSignedInByPaste() {
        AccountsSection section = new AccountsSection(
                List.of(account("work", Optional.empty())),
                words,
                forms,
                Optional.empty(),
                Optional.of("http://localhost:8080/system/console/posthorn"));
        assertThat(section.html().markup())
                .doesNotContain("value=\"SIGN_IN\"")
                .contains("value=\"SIGN_IN_BY_PASTE\"", "value=\"DEVICE_CODE\"", "https addresses")
                .contains("<a href=\"http://localhost:8080/system/console/posthorn\">");
    }

    private static OutboxEntry entry(OutboxEntry.State state) {
        return new OutboxEntry(
                EVIL,
                EVIL,
                state,
                EVIL,
                EVIL,
                List.of(Address.of("bob@contoso.com"), Address.of("carol@contoso.com")),
                EVIL + EVIL + EVIL,
                1,
                NOW.minusSeconds(90),
                2,
                Optional.of(NOW.plusSeconds(90)),
                Optional.empty(),
                EVIL);
    }

    private String outbox(OutboxEntry.State state) {
        Html html = new OutboxSection(List.of(entry(state)), List.of(), words, forms).html();
        assertHarmless(html);
        return html.markup();
    }

    @Test
    void mail_hasButtonsForWhatCanBeDone_andStaysText() {
        assertThat(outbox(OutboxEntry.State.WAITING))
                .contains("Send now", "Drop…", "next", "bob@contoso.com and 1 more");
        assertThat(outbox(OutboxEntry.State.IN_DOUBT)).contains("It may have arrived already: then it arrives twice.");
        assertThat(outbox(OutboxEntry.State.SENT)).doesNotContain("<form");
        assertThat(outbox(OutboxEntry.State.SENDING)).doesNotContain("<form");
    }

    @Test
    void mailbox_isPausedOrResumed() {
        OutboxMailbox rests = new OutboxMailbox(EVIL, 1, false, Optional.of(NOW.plusSeconds(60)), EVIL);
        OutboxMailbox paused = new OutboxMailbox("b@x", 2, true, Optional.empty(), "");
        Html html = new OutboxSection(List.of(), List.of(rests, paused), words, forms).html();
        assertHarmless(html);
        assertThat(html.markup()).contains("1 mail waits", "It tries again", "2 mails wait", "Somebody has paused it.");
    }

    @Test
    void endpoint_showsItsQuarantine_andStaysText() {
        EndpointStatus status = new EndpointStatus(
                EVIL,
                EVIL,
                EVIL,
                EndpointStatus.State.PAUSED,
                EVIL,
                Optional.of(NOW.minusSeconds(10)),
                Optional.empty(),
                1,
                2,
                3,
                4);
        QuarantinedMail mail = new QuarantinedMail(EVIL, EVIL, EVIL, EVIL, NOW.minusSeconds(5));
        Html html = new EndpointsSection(List.of(new EndpointsSection.Shown(status, List.of(mail))), EVIL, words, forms)
                .html();
        assertHarmless(html);
        assertThat(html.markup())
                .contains(
                        "What is in quarantine is not known.", "paused: ", "10 s ago", "never", "Resume", "Try it anew")
                .doesNotContain(">Pause<");
    }

    @Test
    void forms_carryTheToken() {
        assertThat(forms.button(Command.FORGET, "Forget", java.util.Map.of("name", EVIL))
                        .markup())
                .contains("name=\"token\" value=\"the-token\"", "method=\"post\"")
                .doesNotContain("<script");
    }

    @Test
    void notice_linksToWebAddressesOnly() {
        assertThat(new Notice(true, "x", Optional.of("javascript:alert(1)"))
                        .html()
                        .markup())
                .doesNotContain("javascript");
    }
}

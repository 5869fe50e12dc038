package io.posthorn.task.internal.template;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What the eight types say without a page. How they look is in {@link MailLooksTest}. */
class ReadyMadeTest {

    private final TypePages pages = new TypePages();

    private Words words(NotificationType type) {
        return pages.page(type).words(Typed.values(), Typed.actions("Approve", "Reject"), Typed.TAG);
    }

    @ParameterizedTest
    @EnumSource
    void type_isReadyWithoutAPage(NotificationType type) {
        TypePage page = pages.page(type);
        assertThat(page.type()).isEqualTo(type);
        assertThat(page.isEnabled()).isTrue();
        assertThat(page.includesFormData()).isFalse();
        assertThat(page.addresses()).isEmpty();
        Words words = words(type);
        assertThat(words.subject()).contains(type.isForAdministrators() ? "376" : "4711");
        assertThat(words.charset()).isEqualTo("UTF-8");
        assertThat(words.subject() + words.text() + words.html()).doesNotContain("@@", "data-if");
    }

    @ParameterizedTest
    @EnumSource
    void mail_needsNothingFromOutside(NotificationType type) {
        Document page = Jsoup.parse(words(type).html());
        assertThat(page.select("img, link, script, style, [src], [class]")).isEmpty();
        assertThat(page.select("body").attr("style")).contains("background-color", "color");
    }

    @Test
    void group_isOfferedTheClaim_andAUserTheTask() {
        assertThat(words(NotificationType.GROUP_ASSIGNMENT).text())
                .contains(
                        "Claim the task: https://forms.contoso.com/lc/libs/ws/index.html?taskId=4711\n",
                        "Group: Reviewers");
        assertThat(words(NotificationType.GROUP_REMINDER).text()).contains("Claim the task: https://");
        assertThat(words(NotificationType.ASSIGNMENT).text()).contains("Open the task: https://");
        assertThat(words(NotificationType.REMINDER).text()).contains("Open the task: https://");
    }

    @Test
    void deadline_asksForNothing() {
        assertThat(words(NotificationType.DEADLINE).html()
                        + words(NotificationType.GROUP_DEADLINE).html())
                .doesNotContain("href", "Approve");
    }

    @Test
    void emptyValues_leaveNoEmptyPlaces() {
        Words words = pages.page(NotificationType.ASSIGNMENT).words(Map.of("taskid", "4711"), List.of(), "");
        assertThat(words.text()).isEqualTo("""
                Task assignment

                A task is waiting for you

                This task has been assigned to you.

                Task: 4711

                You get this mail because the task is assigned to you.
                """);
    }

    @Test
    void reminder_readsWellAsText() {
        assertThat(words(NotificationType.REMINDER).text()).isEqualTo("""
                Reminder

                A task is still waiting for you

                This task has not been completed yet.

                Task: 4711
                Step: Review
                Process: Loan application

                Anna Berger asks for a loan of 25,000 euros.
                She has been a customer since 2009.

                What to do

                Compare the income with the statements.
                Then approve, or say why not.

                Open the task: https://forms.contoso.com/lc/libs/ws/index.html?taskId=4711

                Answer by mail

                1. Approve: mailto:forms@contoso.com?subject=Approve%20[ph1abcdef]
                2. Reject: mailto:forms@contoso.com?subject=Reject%20[ph1abcdef]

                Choose one and send the mail that opens. You can also reply to this mail, with a number or a name from \
                the list as the first line; what follows it is your comment.

                You get this mail because the task is assigned to you.

                Reference: ph1abcdef
                """);
    }

    @Test
    void aThousandMails_areWrittenInNoTime() {
        TypePage page = pages.page(NotificationType.ASSIGNMENT);
        long begin = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            page.words(Typed.values(), Typed.actions("Approve", "Reject"), Typed.TAG);
        }
        assertThat((System.nanoTime() - begin) / 1_000_000).as("milliseconds").isLessThan(10_000);
    }
}

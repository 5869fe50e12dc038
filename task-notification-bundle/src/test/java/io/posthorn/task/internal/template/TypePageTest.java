package io.posthorn.task.internal.template;

import io.posthorn.email.Address;
import io.posthorn.page.WrongPageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Each field of the page does what its label says, and a wrong one is named. */
class TypePageTest {

    private static Words words(TypePage page) {
        return page.words(Typed.values(), Typed.actions("Approve"), "");
    }

    @Test
    void typeAlone_isEnough() {
        TypePage page = Typed.page("type", "assignment");
        assertThat(page.type()).isEqualTo(NotificationType.ASSIGNMENT);
        assertThat(page.isEnabled()).isTrue();
        assertThat(page.includesFormData()).isFalse();
        assertThat(page.addresses()).isEmpty();
        Words readyMade = words(new TypePages().page(NotificationType.ASSIGNMENT));
        assertThat(words(page)).isEqualTo(readyMade);
    }

    @Test
    void enable_andIncludeFormData_areTold() {
        TypePage page = Typed.page("type", "Reminder", "enable", "false", "include.form.data", "true");
        assertThat(page.isEnabled()).isFalse();
        assertThat(page.includesFormData()).isTrue();
    }

    @Test
    void emailAddresses_areSeparatedByCommas() {
        TypePage page = Typed.page("type", "stalled-branch", "email.addresses", "ops@contoso.com, eve@contoso.com,");
        assertThat(page.addresses()).containsExactly(Address.of("ops@contoso.com"), Address.of("eve@contoso.com"));
    }

    @Test
    void subject_andTemplate_areThoseOfThePage() {
        Words words = words(Typed.page(
                "type",
                "assignment",
                "subject",
                "Please do @@taskid@@",
                "notification.template",
                "<p>It is <b>@@operation-name@@</b>.</p>"));
        assertThat(words.subject()).isEqualTo("Please do 4711");
        assertThat(words.html()).contains("<p>It is <b>Review</b>.</p>");
        assertThat(words.text()).isEqualTo("It is Review.\n");
    }

    @Test
    void formatText_hasNoHtml() {
        Words readyMade = words(Typed.page("type", "assignment", "message.format", "Text"));
        assertThat(readyMade.html()).isEmpty();
        assertThat(readyMade.text())
                .isEqualTo(words(Typed.page("type", "assignment")).text());
        Words own = words(Typed.text("1 < 2 & @@taskid@@\n<b>as it is</b>"));
        assertThat(own.html()).isEmpty();
        assertThat(own.text()).isEqualTo("1 < 2 & 4711\n<b>as it is</b>\n");
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, UTF-8", "ISO-2022-JP, ISO-2022-JP", "iso2022-jp, ISO-2022-JP", "'', UTF-8"})
    void encoding_isTold(String typed, String charset) {
        assertThat(words(Typed.page("type", "deadline", "email.encoding", typed))
                        .charset())
                .isEqualTo(charset);
    }

    @Test
    void whatIso2022JpLacks_isSentInUtf8() {
        TypePage page = Typed.page("type", "assignment", "email.encoding", "ISO-2022-JP");
        Words japanese = page.words(Typed.values("description", "確認"), List.of(), Typed.TAG);
        assertThat(japanese.charset()).isEqualTo("ISO-2022-JP");
        Words more = page.words(Typed.values("description", "確認 😀"), List.of(), Typed.TAG);
        assertThat(more.charset()).isEqualTo("UTF-8");
        assertThat(more.html()).contains("確認 😀");
        assertThat(more.text()).contains("確認 😀");
    }

    @Test
    void wordsWithoutAnything_areNeverEmpty() {
        TypePage page = Typed.page(
                "type", "assignment", "subject", "@@description@@", "notification.template", "<b>@@description@@</b>");
        Words words = page.words(Map.of(), List.of(), "");
        assertThat(words.subject()).isEqualTo("Task Assignment");
        assertThat(words.text()).isEqualTo("Task Assignment\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    type                  | ''              | Type                  | is empty. Choose one of: reminder, group-reminder,
                    type                  | remainder       | Type                  | is 'remainder'. Choose one of: reminder, group-reminder,
                    enable                | yes             | Enable                | is 'yes'. Give true or false.
                    include.form.data     | maybe           | Include Form Data     | is 'maybe'. Give true or false.
                    email.addresses       | a@contoso.com   | Email Address(es)     | is filled in, and mails of the type Task Assignment go to those
                    subject               | Task @@taskld@@ | Subject               | There is no variable @@taskld@@; do you mean @@taskid@@? Those of Task Assignment are: @@description@@,
                    subject               | @@group-name@@  | Subject               | The type Task Assignment has no variable @@group-name@@. Those of Task Assignment are:
                    subject               | Task @@taskid   | Subject               | The @@ of '@@taskid' does not begin a variable, or it does not end.
                    subject               | $[env:NO_SUCH]  | Subject               | there is no environment variable NO_SUCH
                    notification.template | @@Description@@ | Notification Template | There is no variable @@Description@@; do you mean @@description@@?
                    notification.template | @@@@            | Notification Template | The @@ of '@@@@' does not begin a variable
                    message.format        | RTF             | Message Format        | is 'RTF'. Choose HTML or Text.
                    email.encoding        | EUC-JP          | Email Encoding        | is 'EUC-JP'. Choose UTF-8 or ISO2022-JP.
                    service.ranking       | high            | Ranking               | is 'high'. Give a whole number
                    """)
    void wrongField_isNamed(String property, String value, String label, String sentence) {
        String[] fields = {"type", property.equals("type") ? value : "assignment", property, value};
        assertThatThrownBy(() -> Typed.page(fields))
                .isInstanceOf(WrongPageException.class)
                .hasMessageStartingWith("On the page Task notifications: notification type (" + Typed.PID
                        + "), the field " + label + " ")
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource({"stalled-branch", "group-reminder", "deadline", "group-deadline", "group-assignment"})
    void includeFormData_isForUsersWhoCanAct(String type) {
        assertThatThrownBy(() -> Typed.page("type", type, "include.form.data", "true", "email.addresses", ""))
                .isInstanceOf(WrongPageException.class)
                .hasMessageContaining("Only Reminder and Task Assignment may: untick it.");
    }

    @Test
    void administrators_mustBeNamed() {
        assertThatThrownBy(() -> Typed.page("type", "stalled-operation"))
                .isInstanceOf(WrongPageException.class)
                .hasMessageContaining(
                        "Email Address(es) is empty. Give the administrators' addresses, or untick Enable.");
        assertThat(Typed.page("type", "stalled-operation", "enable", "false").isEnabled())
                .isFalse();
        assertThatThrownBy(() -> Typed.page("type", "stalled-branch", "email.addresses", "ops@contoso.com, ops"))
                .isInstanceOf(WrongPageException.class)
                .hasMessageContaining("'ops' is not a mail address.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    <p title="@@actions@@">a</p>       | as @@actions@@ in the attribute title
                    <p style="color:@@taskid@@">a</p>  | in the attribute style
                    <p onclick="f(@@taskid@@)">a</p>   | in the attribute onclick
                    <iframe srcdoc="@@taskid@@"></iframe> | in the attribute srcdoc
                    <style>.a{b:@@taskid@@}</style>    | in a comment, a style or a script
                    <p>a</p><!-- @@taskid@@ -->        | in a comment, a style or a script
                    <p>@@task<b>id@@</b></p>           | The @@ of '@@task' does not begin a variable
                    <p>&#64;@taskld@@</p>              | There is no variable @@taskld@@; do you mean @@taskid@@?
                    <p data-if="taskld">a</p>          | There is no variable @@taskld@@; do you mean @@taskid@@?
                    """)
    void variableWhereNoneIsPutIn_isNamed(String template, String sentence) {
        assertThatThrownBy(() -> Typed.html(template))
                .isInstanceOf(WrongPageException.class)
                .hasMessageContaining("the field Notification Template is not usable.")
                .hasMessageContaining(sentence);
    }
}

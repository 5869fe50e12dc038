package io.posthorn.task.internal.template;

import io.posthorn.page.WrongPageException;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Pages come, change and go, as Declarative Services makes their components. */
class TypePagesTest {

    private final TypePages pages = new TypePages();

    private TypePageComponent component(String name, long id, String... fields) {
        return new TypePageComponent(Typed.config(fields), properties(name, id), pages);
    }

    private static Map<String, Object> properties(String name, long id) {
        return new HashMap<>(Map.of("service.pid", "io.posthorn.task.template~" + name, "component.id", id));
    }

    private String subject() {
        return pages.page(NotificationType.DEADLINE)
                .words(Typed.values(), List.of(), "")
                .subject();
    }

    @Test
    void page_holdsWhileItIsThere() {
        String readyMade = subject();
        TypePageComponent one = component("one", 1, "type", "deadline", "subject", "One");
        assertThat(subject()).isEqualTo("One");
        one.modified(Typed.config("type", "deadline", "subject", "Two"), properties("one", 1));
        assertThat(subject()).isEqualTo("Two");
        one.modified(Typed.config("type", "reminder", "subject", "Two"), properties("one", 1));
        assertThat(subject()).isEqualTo(readyMade);
        one.modified(Typed.config("type", "deadline", "subject", "Two"), properties("one", 1));
        one.deactivate();
        assertThat(subject()).isEqualTo(readyMade);
    }

    @Test
    void ofTwoPages_thatWithTheHigherRankingIsUsed_andTheLogSaysSo() {
        component("one", 1, "type", "deadline", "subject", "One");
        component("two", 2, "type", "deadline", "subject", "Two", "service.ranking", "5");
        assertThat(subject()).isEqualTo("Two");
        assertThat(pages.rivalry(NotificationType.DEADLINE))
                .isEqualTo(
                        "There are several pages of the type Deadline. The page Task notifications: notification type"
                                + " (io.posthorn.task.template~two) with the ranking 5 is used, and not the page Task"
                                + " notifications: notification type (io.posthorn.task.template~one) with the ranking 0. Delete"
                                + " what is not wanted, or give that which is to be used the highest Ranking.");
    }

    @Test
    void ofTwoPagesWithOneRanking_theOlderIsUsed() {
        component("b", 7, "type", "deadline", "subject", "Older");
        component("a", 8, "type", "deadline", "subject", "Newer");
        assertThat(subject()).isEqualTo("Older");
    }

    @Test
    void wrongPage_saysItsSentence_untilItIsRight() {
        TypePageComponent one = component("one", 1, "type", "deadline", "subject", "@@taskld@@");
        assertThatThrownBy(() -> pages.page(NotificationType.DEADLINE))
                .isInstanceOf(WrongPageException.class)
                .hasMessage(
                        "On the page Task notifications: notification type (io.posthorn.task.template~one), the field"
                                + " Subject is not usable. There is no variable @@taskld@@; do you mean @@taskid@@? Those of"
                                + " Deadline are: @@description@@, @@instructions@@, @@notification-host@@, @@process-name@@,"
                                + " @@operation-name@@, @@taskid@@, @@actions@@.");
        assertThat(pages.faults()).hasSize(1).first().asString().contains("@@taskld@@");
        assertThat(pages.page(NotificationType.REMINDER).isEnabled())
                .as("another type is not concerned")
                .isTrue();
        one.modified(Typed.config("type", "deadline", "subject", "@@taskid@@"), properties("one", 1));
        assertThat(subject()).isEqualTo("4711");
        assertThat(pages.faults()).isEmpty();
    }

    @Test
    void wrongPageOfALowerRanking_doesNoHarm() {
        component("one", 1, "type", "deadline", "subject", "@@taskld@@");
        component("two", 2, "type", "deadline", "subject", "Two", "service.ranking", "1");
        assertThat(subject()).isEqualTo("Two");
        assertThat(pages.faults()).hasSize(1);
    }

    @Test
    void pageWithoutAType_isAFault() {
        component("one", 1, "subject", "One");
        assertThat(pages.faults()).singleElement().asString().contains("the field Type is empty.");
    }
}

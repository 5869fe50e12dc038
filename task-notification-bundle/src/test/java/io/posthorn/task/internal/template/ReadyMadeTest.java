package io.posthorn.task.internal.template;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the eight types say without a page. */
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
        System.out.println("== " + type + "\n" + words(type).subject() + "\n\n"
                + words(type).text());
    }
}

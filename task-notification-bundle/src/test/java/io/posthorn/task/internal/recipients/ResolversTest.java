package io.posthorn.task.internal.recipients;

import io.posthorn.email.EmailException;
import io.posthorn.task.Assignee;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Who is asked, and in which order. */
class ResolversTest {

    private static Optional<Assignee> named(String name) {
        return Optional.of(new Assignee("anna", name, false, List.of()));
    }

    @Test
    void theFirstThatKnowsAnId_answers() {
        Resolvers resolvers = TestResolvers.of(id -> Optional.empty(), id -> named("second"), id -> named("third"));
        assertThat(resolvers.resolve("anna", "email").map(Assignee::name)).contains("second");
    }

    @Test
    void aResolverThatCannotAnswerNow_isTemporary() {
        Resolvers resolvers = TestResolvers.of(id -> {
            throw new IllegalStateException("The directory is away.");
        });
        assertThatThrownBy(() -> resolvers.resolve("anna", "email"))
                .isInstanceOfSatisfying(
                        EmailException.class, e -> assertThat(e.kind()).isEqualTo(EmailException.Kind.TEMPORARY))
                .hasMessageContaining("'anna' cannot be looked up now", "The directory is away.");
    }

    @Test
    void whereThereIsNobodyToAsk_itIsNotThatNobodyKnows() {
        Resolvers nobody = new Resolvers();
        assertThatThrownBy(() -> nobody.resolve("anna", "email"))
                .isInstanceOfSatisfying(
                        EmailException.class, e -> assertThat(e.kind()).isEqualTo(EmailException.Kind.TEMPORARY))
                .hasMessageContaining("there is neither an OSGi UserAdmin nor a RecipientResolver");
        assertThat(nobody.resolve("anna@contoso.com", "email")).isPresent();
        assertThat(TestResolvers.of(id -> Optional.empty()).resolve("anna", "email"))
                .isEmpty();
    }
}

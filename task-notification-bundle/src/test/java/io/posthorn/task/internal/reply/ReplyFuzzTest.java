package io.posthorn.task.internal.reply;

import io.posthorn.store.internal.OpenStore;
import io.posthorn.store.internal.Stores;
import io.posthorn.task.ReplyResult;
import io.posthorn.task.ReplyResult.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Broken and hostile replies. For longer, {@code -Dposthorn.fuzz.rounds=100000}; to see a failure again,
 * {@code -Dposthorn.seed=} and the number that was printed.
 */
class ReplyFuzzTest {

    private static final int ROUNDS = Integer.getInteger("posthorn.fuzz.rounds", 1500);
    private static final long SEED = Long.getLong("posthorn.seed", System.nanoTime());
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final List<String> ROUTES = List.of("Approve", "Reject", "Ask back");

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Mutations mutations = new Mutations(random);

    /** One that a pause of a slow machine cannot be. */
    private void quickly(Runnable work, String input) {
        long start = System.nanoTime();
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            throw new AssertionError("Seed " + SEED + ", with " + input, e);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("seed %s, with %s characters", SEED, input.length())
                .isLessThan(LONGEST);
    }

    private List<String> bodies() {
        List<String> bodies = new ArrayList<>();
        for (String name : Corpus.ANSWERS) {
            String mail = Corpus.read(name);
            bodies.add(mail.substring(mail.indexOf("\n\n") + 2));
        }
        return bodies;
    }

    private String next(List<String> bodies) {
        return bodies.get(random.nextInt(bodies.size()));
    }

    @Test
    void texts_areReadWhateverTheyAre() {
        System.out.println("Seed of the fuzz test: " + SEED);
        List<String> bodies = bodies();
        Routes routes = new Routes(ROUTES);
        for (int i = 0; i < ROUNDS; i++) {
            String body = mutations.of(next(bodies));
            quickly(
                    () -> {
                        NewText text = NewText.of(body);
                        assertThat(text.firstLine().isBlank()).isEqualTo(text.isEmpty());
                        routes.named(text.firstLine());
                        NewText.of(HtmlText.of(body));
                        routes.linked(body + " ph1" + "a".repeat(52));
                        FoundTags.in(body);
                    },
                    body);
        }
    }

    @Test
    void changedTag_neverCompletes_andAnUnchangedOneChoosesARouteOfItsTask(@TempDir Path folder) {
        System.out.println("Seed of the fuzz test: " + SEED);
        try (OpenStore store = Stores.embedded(folder)) {
            Tags tags = new Tags(store, InstantSource.system());
            Completion completion = new Completion();
            StoredTaskReplies replies = new StoredTaskReplies(tags, () -> completion);
            List<String> bodies = bodies();
            for (int i = 0; i < ROUNDS / 3; i++) {
                Tag tag = tags.issue(Notices.task("task " + i, ROUTES.toArray(String[]::new)));
                String changed = mutations.ofTag(tag.text());
                String forged = next(bodies).replace("@TAG@", changed);
                quickly(() -> assertForged(replies, changed, forged), forged);
                assertThat(completion.replies).as("seed %s", SEED).isEmpty();
                String honest = mutations.of(next(bodies)).replace("@TAG@", tag.text());
                quickly(() -> assertOneOf(replies.take(reply(tag.text(), honest))), honest);
                completion.replies.clear();
            }
        }
    }

    private MadeEmail reply(String tag, String body) {
        MadeEmail email = MadeEmail.from(Notices.ANNA).with("In-Reply-To", "<" + tag + "@posthorn.test>");
        return random.nextBoolean()
                ? email.text(body).subject("Approve " + tag)
                : email.html(body).subject("Re: Task");
    }

    private void assertForged(StoredTaskReplies replies, String tag, String body) {
        assertThat(replies.take(reply(tag, body)).kind()).isIn(Kind.FORGED, Kind.NOT_A_REPLY);
    }

    private static void assertOneOf(ReplyResult result) {
        assertThat(result.kind()).isIn(Kind.COMPLETED, Kind.NO_SUCH_ROUTE);
        assertThat(result.sentence()).isNotBlank().doesNotContain("\n", "\r").hasSizeLessThan(400);
        assertThat(result.route().isEmpty() || ROUTES.contains(result.route())).isTrue();
    }
}

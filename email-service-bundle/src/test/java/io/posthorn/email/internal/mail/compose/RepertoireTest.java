package io.posthorn.email.internal.mail.compose;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;

class RepertoireTest {

    /** "Current state = RESET, new state = CODING": the names of all documents were checked by one encoder. */
    @Test
    void mailsThatAreComposedAtOnce_doNotDisturbEachOther() throws Exception {
        Repertoire shared = new Repertoire(StandardCharsets.UTF_8);
        String name = "Grundstück-地籍図-2026.pdf";
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 200_000; i++) {
                        assertThat(shared.fit("A file name", name)).isSameAs(name);
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}

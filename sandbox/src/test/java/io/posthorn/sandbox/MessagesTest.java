package io.posthorn.sandbox;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

class MessagesTest {

    private static final int MANY = 500;

    @Test
    void messages_canBeReadWhileMailArrives() {
        try (Sandbox sandbox = Sandbox.start()) {
            User bob = sandbox.user("bob");
            byte[] message = "Subject: Hello\r\n\r\nHello\r\n".getBytes(StandardCharsets.US_ASCII);
            CompletableFuture<Void> arrival = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < MANY; i++) {
                    sandbox.deliver(bob, message);
                }
            });
            while (!arrival.isDone()) {
                assertThat(sandbox.messages(bob)).hasSizeLessThanOrEqualTo(MANY);
            }
            arrival.join();
            assertThat(sandbox.messages(bob)).hasSize(MANY);
        }
    }
}

package io.posthorn.sandbox.internal.authority;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** Turns refusals into Entra's JSON. */
record ErrorAnswers(InstantSource clock, Supplier<URI> server) {
    Answer answer(Refusal refusal, WebExchange exchange) {
        String asked = exchange.requestId();
        String correlation = asked.isEmpty() ? UUID.randomUUID().toString() : asked;
        String body = Json.error(refusal, clock.instant(), correlation, server.get() + "/error");
        Answer answer = Answer.json(refusal.refused().status(), body);
        Duration retryAfter = refusal.refused().retryAfter();
        if (retryAfter == null) {
            return answer;
        }
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.put("Retry-After", String.valueOf(retryAfter.toSeconds()));
        return new Answer(answer.status(), headers, answer.body());
    }
}

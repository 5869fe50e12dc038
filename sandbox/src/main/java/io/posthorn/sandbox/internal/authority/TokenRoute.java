package io.posthorn.sandbox.internal.authority;

import io.posthorn.sandbox.AuthorityFailure;
import io.posthorn.sandbox.AuthorityFailure.Answered;
import io.posthorn.sandbox.AuthorityFailure.Cut;
import io.posthorn.sandbox.AuthorityFailure.Delayed;
import io.posthorn.sandbox.AuthorityFailure.Held;
import io.posthorn.sandbox.AuthorityFailure.Refused;
import io.posthorn.sandbox.AuthorityFailure.Silence;
import io.posthorn.sandbox.internal.Tenant;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The way of a token request: it is counted, answered as it deserves or as a test has planned, and written down. */
record TokenRoute(
        Tenant tenant,
        TenantCheck tenants,
        TokenEndpoint endpoint,
        FailureScript failures,
        TokenRequests requests,
        ErrorAnswers errors) {
    private record Outcome(Answer answer, String error) {}

    void handle(WebExchange exchange, String segment, URI server) throws IOException, InterruptedException {
        int atOnce = requests.arrived();
        Optional<AuthorityFailure> failure = failures.take();
        Optional<Outcome> outcome = Optional.empty();
        try {
            outcome = answer(exchange, segment, server, failure, atOnce);
            hold(failure);
        } finally {
            requests.left();
        }
        if (outcome.isPresent()) {
            Answer answer = outcome.get().answer();
            if (failure.filter(Cut.class::isInstance).isPresent()) {
                exchange.cut(answer);
            } else {
                exchange.send(answer);
            }
        }
    }

    private Optional<Outcome> answer(
            WebExchange exchange, String segment, URI server, Optional<AuthorityFailure> failure, int atOnce)
            throws IOException {
        String body = exchange.body();
        Form form = formOrEmpty(body);
        Outcome outcome = failure.flatMap(planned -> planned(planned, exchange))
                .orElseGet(() -> earned(exchange, segment, server, body));
        boolean silent = failure.filter(Silence.class::isInstance).isPresent();
        String error = failure.map(AuthorityFailure::label)
                .filter(label -> !label.isEmpty())
                .orElse(outcome.error());
        int status = silent ? 0 : outcome.answer().status();
        requests.add(exchange.path(), form, exchange.headers(), status, error, atOnce);
        return silent ? Optional.empty() : Optional.of(outcome);
    }

    /** An answer that takes the place of the real one. */
    private Optional<Outcome> planned(AuthorityFailure failure, WebExchange exchange) {
        if (failure instanceof Refused refused) {
            return Optional.of(new Outcome(errors.answer(Refusal.of(refused, tenant), exchange), ""));
        }
        if (failure instanceof Answered answered) {
            Answer answer = new Answer(answered.status(), answered.headers(), answered.body());
            return Optional.of(new Outcome(answer, ""));
        }
        return failure instanceof Silence ? Optional.of(new Outcome(Answer.page(200, ""), "")) : Optional.empty();
    }

    private Outcome earned(WebExchange exchange, String segment, URI server, String body) {
        try {
            Form form = Form.parse(body);
            tenants.checkGrant(segment, form.get("grant_type"));
            tenants.check(segment);
            String json = Json.text(endpoint.answer(form, exchange.header("Authorization"), server, segment));
            return new Outcome(Answer.json(200, json), "");
        } catch (Refusal refusal) {
            return new Outcome(
                    errors.answer(refusal, exchange), refusal.refused().label());
        }
    }

    private static void hold(Optional<AuthorityFailure> failure) throws InterruptedException {
        AuthorityFailure planned = failure.orElse(null);
        if (planned instanceof Held held) {
            held.gate().pass();
        } else if (planned instanceof Delayed delayed) {
            Thread.sleep(delayed.delay().toMillis());
        } else if (planned instanceof Silence) {
            // Until the closing sandbox interrupts its threads.
            new CountDownLatch(1).await();
        }
    }

    private static Form formOrEmpty(String body) {
        try {
            return Form.parse(body);
        } catch (Refusal refusal) {
            return Form.EMPTY;
        }
    }
}

package io.posthorn.sandbox.internal.authority;

import io.posthorn.sandbox.AuthorityFailure;
import io.posthorn.sandbox.AuthorityFailure.Answered;
import io.posthorn.sandbox.AuthorityFailure.Cut;
import io.posthorn.sandbox.AuthorityFailure.Delayed;
import io.posthorn.sandbox.AuthorityFailure.Held;
import io.posthorn.sandbox.AuthorityFailure.NoRotation;
import io.posthorn.sandbox.AuthorityFailure.Refused;
import io.posthorn.sandbox.AuthorityFailure.Silence;
import io.posthorn.sandbox.internal.Tenant;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
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
        Outcome outcome;
        @Nullable AuthorityFailure failure;
        try {
            String body = exchange.body();
            failure = failures.take();
            outcome = outcome(exchange, segment, server, body, failure);
            requests.add(
                    exchange.path(),
                    formOrEmpty(body),
                    exchange.headers(),
                    outcome.answer().status(),
                    outcome.error(),
                    atOnce);
            hold(failure);
        } finally {
            requests.left();
        }
        if (failure instanceof Cut) {
            exchange.cut(outcome.answer());
        } else {
            exchange.send(outcome.answer());
        }
    }

    private Outcome outcome(
            WebExchange exchange, String segment, URI server, String body, @Nullable AuthorityFailure failure) {
        if (failure instanceof Refused refused) {
            return new Outcome(errors.answer(Refusal.of(refused, tenant), exchange), refused.label());
        }
        if (failure instanceof Answered answered) {
            Answer answer = new Answer(answered.status(), answered.headers(), answered.body());
            return new Outcome(answer, answered.label());
        }
        if (failure instanceof Silence silence) {
            return new Outcome(Answer.NONE, silence.label());
        }
        Outcome earned = earned(exchange, segment, server, body);
        if (failure instanceof NoRotation) {
            return new Outcome(Json.without("refresh_token", earned.answer()), earned.error());
        }
        return failure instanceof Cut cut ? new Outcome(earned.answer(), cut.label()) : earned;
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

    private static void hold(@Nullable AuthorityFailure failure) throws InterruptedException {
        if (failure instanceof Held held) {
            held.gate().pass();
        } else if (failure instanceof Delayed delayed) {
            Thread.sleep(delayed.delay().toMillis());
        } else if (failure instanceof Silence) {
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

package io.posthorn.endpoint.internal.work;

import io.posthorn.email.Email;
import io.posthorn.email.ReceivedEmail;
import io.posthorn.email.endpoint.EndpointParameter;
import io.posthorn.email.endpoint.EndpointService;
import io.posthorn.email.endpoint.Invocation;
import io.posthorn.email.endpoint.InvocationResult;
import io.posthorn.endpoint.internal.ledger.Claim;
import io.posthorn.endpoint.internal.ledger.Ledger;
import io.posthorn.endpoint.internal.mapping.Inputs;
import io.posthorn.endpoint.internal.mapping.MappingException;
import io.posthorn.endpoint.internal.mapping.Results;
import io.posthorn.endpoint.internal.result.ResultMails;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Invokes the service by one mail, and answers it. An answer is in the outbox before the mail is committed, under a key that it
 * has again if the mail comes again: so none is lost, and none is sent twice.
 */
final class Invoking {

    private static final Logger log = LoggerFactory.getLogger(Invoking.class);

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Plan plan;
    private final Ledger ledger;
    private final Answers answers;
    private final ResultMails mails;
    private final EndpointService service;

    Invoking(Plan plan, Ledger ledger, Answers answers, ResultMails mails, EndpointService service) {
        this.plan = plan;
        this.ledger = ledger;
        this.answers = answers;
        this.mails = mails;
        this.service = service;
    }

    /** @throws IOException if the mail could not be read while it was worked on */
    Outcome of(Claim.Taken taken, ReceivedEmail email, boolean authenticated) throws IOException {
        List<Inputs> all;
        try {
            List<EndpointParameter> declared = service.operations().getOrDefault(plan.operation(), List.of());
            all = plan.inputs().inputs(declared, email, plan.files());
        } catch (MappingException e) {
            return new Outcome.Refused(String.valueOf(e.getMessage()));
        }
        Round round = new Round(taken, email, authenticated, all);
        return plan.asynchronous() ? round.oneByOne() : round.together();
    }

    /** The answers of all attachments. */
    private final class Round {

        private final Claim.Taken taken;
        private final ReceivedEmail email;
        private final boolean authenticated;
        private final List<Inputs> all;
        private final List<String> refusals = new ArrayList<>();

        Round(Claim.Taken taken, ReceivedEmail email, boolean authenticated, List<Inputs> all) {
            this.taken = taken;
            this.email = email;
            this.authenticated = authenticated;
            this.all = all;
        }

        Outcome oneByOne() throws IOException {
            Set<Integer> done = new HashSet<>(taken.done());
            for (int number = 1; number <= all.size(); number++) {
                if (!done.contains(number)) {
                    int before = refusals.size();
                    Optional<Outcome> trouble = one(number);
                    if (trouble.isPresent()) {
                        return trouble.get();
                    }
                    boolean refused =
                            refusals.size() > before; // to be said at the end, also if that comes after a crash
                    if (all.size() > 1 && !refused) {
                        done.add(number);
                        ledger.answered(taken, done);
                    }
                }
            }
            return end();
        }

        private Optional<Outcome> one(int number) throws IOException {
            String key = key(number);
            if (taken.attempt() > 1 && answers.isSubmitted(key)) {
                return Optional.empty(); // it was invoked and answered before the crash
            }
            List<Results> results = new ArrayList<>();
            Optional<Outcome> trouble = call(number, results);
            return trouble.isPresent() || results.isEmpty() ? trouble : answer(results, key);
        }

        Outcome together() throws IOException {
            String key = key(0);
            if (taken.attempt() > 1 && answers.isSubmitted(key)) {
                return new Outcome.Done();
            }
            List<Results> results = new ArrayList<>();
            for (int number = 1; number <= all.size(); number++) {
                Optional<Outcome> trouble = call(number, results);
                if (trouble.isPresent()) {
                    return trouble.get();
                }
            }
            // Only a whole answer says that nothing is left to do.
            String own = refusals.isEmpty() ? key : key + "/partial/" + taken.spared();
            Optional<Outcome> trouble = results.isEmpty() ? Optional.empty() : answer(results, own);
            return trouble.orElseGet(this::end);
        }

        private Outcome end() {
            return refusals.isEmpty() ? new Outcome.Done() : new Outcome.Refused(String.join(" ", refusals));
        }

        private String key(int number) {
            return taken.id() + "/" + number;
        }

        private Optional<Outcome> answer(List<Results> results, String key) throws IOException {
            Optional<Email> mail;
            try {
                mail = mails.success(email, results);
            } catch (IllegalArgumentException e) {
                return Optional.of(new Outcome.Refused("The answer cannot be written: " + words(e)));
            }
            return mail.isPresent() ? answers.submitResult(mail.get(), key) : Optional.empty();
        }

        /** Adds what came of it, if there is anything to tell. */
        private Optional<Outcome> call(int number, List<Results> results) throws IOException {
            Inputs inputs = all.get(number - 1);
            try {
                take(service.invoke(invocation(number, inputs)), inputs, results);
                return Optional.empty();
            } catch (IOException e) {
                throw e; // of the mail itself, perhaps: whoever reads it can tell
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.of(new Outcome.Disturbed("The endpoint is being stopped.", PAUSE));
            } catch (Throwable e) { // whatever a mail does to it, it does not do to the next one
                log.warn("{}: the service '{}' has failed", plan.name(), plan.service(), e);
                return Optional.of(new Outcome.Failed("The service '" + plan.service() + "' has failed: " + words(e)));
            }
        }

        private void take(InvocationResult result, Inputs inputs, List<Results> results) {
            if (result instanceof InvocationResult.Done done) {
                results.add(plan.outputs().results(done.outputs(), inputs.source(), all.size() > 1));
            } else if (result instanceof InvocationResult.Refused refused) {
                refusals.add(refused.cause());
            } else if (result instanceof InvocationResult.Silent silent) {
                log.info("{}: {}", plan.name(), silent.cause());
            }
        }

        private Invocation invocation(int number, Inputs inputs) {
            return new Invocation(
                    key(number),
                    taken.attempt(),
                    plan.name(),
                    plan.operation(),
                    plan.user(),
                    authenticated,
                    inputs.values(),
                    inputs.source(),
                    email);
        }
    }

    private static String words(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}

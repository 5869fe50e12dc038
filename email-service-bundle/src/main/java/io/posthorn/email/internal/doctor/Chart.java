package io.posthorn.email.internal.doctor;

import io.posthorn.email.EmailException;
import io.posthorn.email.MailDoctor.Finding;
import io.posthorn.email.MailDoctor.Outcome;
import io.posthorn.email.internal.mail.wire.Transcript;
import io.posthorn.oauth.NetworkException;
import io.posthorn.oauth.TokenException;
import io.posthorn.page.WrongPageException;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Takes one step after another, tells what each came to, and ends at the first that fails. */
final class Chart {

    private final Consumer<Finding> findings;
    private final Transcript transcript;
    private final UnaryOperator<String> place;

    /** @param place adds to advice on fields which page they are on */
    Chart(Consumer<Finding> findings, Transcript transcript, UnaryOperator<String> place) {
        this.place = place;
        this.findings = findings;
        this.transcript = transcript;
    }

    /** A step whose error says all. */
    void step(String name, Supplier<String> work) {
        value(name, work, text -> text, Remedy::of);
    }

    /** A step that other steps need the result of. */
    <T> T value(String name, Supplier<T> work, Function<T, String> text) {
        return value(name, work, text, Remedy::of);
    }

    /** A part of a step, of which only a failure is worth a line. */
    <T> T quiet(String name, Supplier<T> work) {
        return value(name, work, text -> "", Remedy::of);
    }

    /** A step whose error is explained from what is known by then. */
    <T> T value(
            String name, Supplier<T> work, Function<T, String> text, Function<RuntimeException, Remedy> explanation) {
        transcript.heading(name);
        try {
            T result = work.get();
            String found = text.apply(result);
            if (!found.isEmpty()) {
                ok(name, found);
            }
            return result;
        } catch (EmailException | TokenException | NetworkException | WrongPageException e) {
            throw stop(name, explanation.apply(e));
        }
    }

    void warning(String name, String text) {
        tell(Outcome.WARNING, name, new Remedy(text, "", List.of()));
    }

    void ok(String name, String text) {
        tell(Outcome.OK, name, new Remedy(text, "", List.of()));
    }

    /** Tells of a step that failed. */
    StoppedException stop(String name, Remedy remedy) {
        tell(Outcome.FAILED, name, new Remedy(placed(remedy.meaning()), placed(remedy.whatToDo()), remedy.commands()));
        return new StoppedException(name);
    }

    private void tell(Outcome outcome, String name, Remedy found) {
        List<String> commands = found.commands().stream().map(Chart::printable).toList();
        findings.accept(new Finding(outcome, name, printable(found.meaning()), printable(found.whatToDo()), commands));
    }

    private String placed(String advice) {
        return advice.contains(" field") ? place.apply(advice) : advice;
    }

    /** Servers and tokens have their say in it. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cc}", " ");
    }
}

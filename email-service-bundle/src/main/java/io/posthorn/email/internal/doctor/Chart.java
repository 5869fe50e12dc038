package io.posthorn.email.internal.doctor;

import io.posthorn.email.EmailException;
import io.posthorn.email.internal.mail.wire.Transcript;
import io.posthorn.oauth.NetworkException;
import io.posthorn.oauth.TokenException;
import io.posthorn.page.WrongPageException;

import java.io.PrintStream;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Takes one step after another, prints what each came to, and ends at the first that fails. */
final class Chart {

    private static final String INDENT = "         ";

    private final PrintStream out;
    private final Transcript transcript;
    private final UnaryOperator<String> place;

    /** @param place adds to advice on fields which page they are on */
    Chart(PrintStream out, Transcript transcript, UnaryOperator<String> place) {
        this.place = place;
        this.out = out;
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
            failed(name, explanation.apply(e));
            throw new StoppedException(name);
        }
    }

    void warning(String name, String text) {
        line("warning", name, text);
    }

    void ok(String name, String text) {
        line("ok     ", name, text);
    }

    /** Always throws. */
    StoppedException stop(String name, Remedy remedy) {
        failed(name, remedy);
        return new StoppedException(name);
    }

    private void failed(String name, Remedy remedy) {
        line("FAILED ", name, placed(remedy.meaning()));
        if (!remedy.whatToDo().isEmpty()) {
            out.println(INDENT + "What to do: " + printable(placed(remedy.whatToDo())));
        }
        if (!remedy.commands().isEmpty()) {
            out.println(
                    INDENT + "In Exchange Online PowerShell (Connect-ExchangeOnline), as an Exchange administrator:");
            remedy.commands().forEach(command -> out.println(INDENT + "  " + printable(command)));
        }
    }

    private String placed(String advice) {
        return advice.contains(" field") ? place.apply(advice) : advice;
    }

    private void line(String outcome, String name, String text) {
        out.println(outcome + "  " + name + ": " + printable(text));
    }

    /** Servers and tokens have their say in it. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}

package io.posthorn.inventory.internal;

import org.apache.felix.utils.json.JSONWriter;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** Facts as a JSON object, for programs. */
final class JsonForm {

    private final PrintWriter out;

    JsonForm(PrintWriter out) {
        this.out = out;
    }

    void print(Facts facts) {
        try {
            new JSONWriter(out).value(facts.all()).flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

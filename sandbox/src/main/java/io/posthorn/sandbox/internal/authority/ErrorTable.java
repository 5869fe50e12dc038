package io.posthorn.sandbox.internal.authority;

import io.posthorn.sandbox.AuthorityFailure.Refused;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What belongs to an AADSTS number: the error, the HTTP status and a sentence. Clients must not rely on the words;
 * Microsoft says so (<a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">error
 * codes</a>).
 */
public final class ErrorTable {
    private static final Map<Integer, Refused> ROWS = read();

    /** Values of {@code error} that no number of the table stands for, or more than one might, and their numbers. */
    private static final Map<String, Integer> TYPICAL = Map.of(
            "slow_down", 70016,
            "authorization_declined", 65004,
            "temporarily_unavailable", 90033,
            "unauthorized_client", 700016,
            "invalid_request", 900144);

    private ErrorTable() {}

    /** The refusal of this number; one that is not in the table is taken for an invalid grant. */
    public static Refused refused(int aadsts) {
        Refused row = ROWS.get(aadsts);
        return row != null ? row : row(aadsts, "invalid_grant", 400, "", "The provided grant can not be used.");
    }

    /** A refusal with this value of {@code error}. */
    public static Refused refused(String error) {
        Integer typical = TYPICAL.get(error);
        if (typical != null) {
            return refused(typical).withError(error);
        }
        return ROWS.values().stream()
                .filter(row -> row.error().equals(error))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Entra has no error " + error));
    }

    private static Map<Integer, Refused> read() {
        Map<Integer, Refused> rows = new LinkedHashMap<>();
        try (InputStream file = ErrorTable.class.getResourceAsStream("errors.tsv")) {
            if (file == null) {
                throw new IllegalStateException("errors.tsv is missing");
            }
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(cells ->
                            row(Integer.parseInt(cells[0]), cells[1], Integer.parseInt(cells[2]), cells[3], cells[4]))
                    .forEach(row -> rows.put(row.aadsts(), row));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static Refused row(int aadsts, String error, int status, String suberror, String text) {
        return new Refused(aadsts, error, status, text, suberror, "", null);
    }
}

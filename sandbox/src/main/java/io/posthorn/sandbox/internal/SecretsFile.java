package io.posthorn.sandbox.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A list of issued secrets, one a line, for searching logs; readable by its owner only. */
public record SecretsFile(Path file) {

    /** Adds one. */
    public void append(String secret) {
        try {
            OwnerOnly.create(file);
            Files.writeString(file, secret + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

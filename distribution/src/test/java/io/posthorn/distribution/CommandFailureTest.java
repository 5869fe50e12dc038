package io.posthorn.distribution;

import org.junit.jupiter.api.Test;

import java.io.IOException;

import static org.assertj.core.api.Assertions.assertThat;

class CommandFailureTest {

    @Test
    void message_namesTheCommandAndWhatItSaid() {
        var failure = new CommandFailure(" mail:send --to x", new IllegalArgumentException("--from is missing."));

        assertThat(failure).hasMessage("mail:send failed: --from is missing.");
    }

    @Test
    void cause_isAddedWhereTheMessageDoesNotSayIt() {
        var refused = new IOException("Connection refused");
        var failure = new CommandFailure("mail:send", new IllegalStateException("No answer.", refused));
        var known = new CommandFailure("mail:send", new IllegalStateException("No: Connection refused", refused));

        assertThat(failure).hasMessage("mail:send failed: No answer. (Cause: Connection refused)");
        assertThat(known).hasMessage("mail:send failed: No: Connection refused");
        assertThat(failure.details()).contains("Caused by: java.io.IOException: Connection refused");
    }

    @Test
    void exceptionWithoutMessage_isNamedByItsClass() {
        assertThat(new CommandFailure("a:b", new NullPointerException()))
                .hasMessage("a:b failed: java.lang.NullPointerException");
    }
}

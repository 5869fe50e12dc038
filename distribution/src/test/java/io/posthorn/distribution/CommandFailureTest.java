package io.posthorn.distribution;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

    @Test
    void wordsThatFitNoMethod_areSentToHelp() {
        var failure =
                new CommandFailure("a:b --c", new IllegalArgumentException("Cannot coerce b(Token) to any of []"));

        assertThat(failure).hasMessageContaining("a:b does not understand").hasMessageContaining("'help a:b'");
    }

    @Test
    void report_isTwoLines_andTheRestIsInTheLog(@TempDir Path folder) throws Exception {
        var failure = new CommandFailure("a:b", new IOException("No."));
        Path log = folder.resolve("a.log");

        assertThat(failure.report(log)).isEqualTo("a:b failed: No.\nDetails: " + log + "\n");
        assertThat(Files.readString(log)).contains("Caused by: java.io.IOException: No.");
        assertThat(failure.report(folder))
                .startsWith("a:b failed: No.\nThe log " + folder + ", for the details, cannot be written: ");
    }
}

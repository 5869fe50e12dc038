package io.posthorn.email.internal;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

class ThreadDumpTest {

    @Test
    void print_showsThisThread() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ThreadDump.print(ProcessHandle.current().pid(), new PrintStream(bytes, true, StandardCharsets.UTF_8));
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("print_showsThisThread");
    }
}

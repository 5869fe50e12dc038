package io.posthorn.sandbox.internal.mail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

class WireTest {

    /** Seen: a TLS client at a port without TLS got no greeting and waited two minutes. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void greeting_arrives_thoughTheClientHasSentHalfALine() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket accepted = listener.accept();
                Wire wire = new Wire(Protocol.IMAP, new Dialogue(), accepted)) {
            client.getOutputStream().write("half a li".getBytes(StandardCharsets.US_ASCII));
            while (!wire.in().ready()) {
                Thread.onSpinWait();
            }
            wire.send("* OK hello");
            Thread reader = new Thread(() -> readQuietly(wire));
            reader.start();
            var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(in.readLine()).isEqualTo("* OK hello");
        }
    }

    private static void readQuietly(Wire wire) {
        try {
            wire.read();
        } catch (IOException e) {
            // The test is over.
        }
    }
}

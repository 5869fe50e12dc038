package io.posthorn.email.internal.mail.wire;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

class GatheringSocketTest {

    private interface Client {
        void speak(GatheringSocket socket, OutputStream out) throws IOException;
    }

    /** All that has arrived when the client has ended its side. */
    private static String heard(Client client) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                GatheringSocket socket = new GatheringSocket()) {
            socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
            try (Socket accepted = server.accept()) {
                client.speak(socket, socket.getOutputStream());
                socket.shutdownOutput();
                return new String(accepted.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            }
        }
    }

    private static void say(OutputStream out, String words) throws IOException {
        out.write(words.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Test
    void whatIsGathered_staysHere_whateverIsFlushed() throws IOException {
        assertThat(heard((socket, out) -> {
                    say(out, "before ");
                    socket.gather();
                    say(out, "kept");
                    out.write('!');
                    socket.release();
                }))
                .isEqualTo("before ");
    }

    @Test
    void whatIsSaidAfterTheRelease_takesItAlong_inItsOrder() throws IOException {
        assertThat(heard((socket, out) -> {
                    for (int i = 0; i < 2; i++) {
                        socket.gather();
                        say(out, "MAIL ");
                        say(out, "RCPT ");
                        socket.release();
                        say(out, "RCPT ");
                        say(out, "DATA ");
                    }
                }))
                .isEqualTo("MAIL RCPT RCPT DATA MAIL RCPT RCPT DATA ");
    }
}

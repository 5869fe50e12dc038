package io.posthorn.email.internal;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.Login;
import io.posthorn.email.Protocol;
import io.posthorn.email.RecipientOutcome.State;
import io.posthorn.email.TransportSecurity;
import io.posthorn.email.internal.mail.MailTransport;
import io.posthorn.oauth.internal.network.NetworkComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A server that offers PIPELINING (RFC 2920), and answers no MAIL before it has read the RCPT behind it. */
class PipeliningTest {

    private static final Limits NONE = new Limits(0, 0, 0, 0, Duration.ofSeconds(30));

    private final TemporaryStore store = new TemporaryStore();
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final Queue<Boolean> together = new ConcurrentLinkedQueue<>();
    private final Queue<String> answersToMail = new ConcurrentLinkedQueue<>();
    private final Queue<String> answersToRcpt = new ConcurrentLinkedQueue<>();
    private MailTransport transport;
    private ServerSocket listener;
    private Thread server;

    @BeforeEach
    void start() throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        server = new Thread(this::serve);
        server.start();
        transport = new MailTransportComponent(new NetworkComponent(), store.store()).transport();
    }

    @AfterEach
    void stop() throws Exception {
        transport.close();
        listener.close();
        server.join();
        store.close();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                socket.setSoTimeout(20_000); // a client that waits for the answer to MAIL
                talk(socket);
            } catch (IOException e) {
                heard.add("! " + e.getClass().getSimpleName());
            }
        }
    }

    private void talk(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        Writer out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.US_ASCII);
        say(out, "220 test");
        String answer = "";
        for (String line = in.readLine(); line != null && !answer.startsWith("421"); line = in.readLine()) {
            heard.add(line);
            String verb = line.split("[ :]")[0];
            answer = switch (verb) {
                case "EHLO" -> "250-test\r\n250 PIPELINING";
                case "MAIL" -> {
                    together.add(in.ready());
                    in.mark(1000);
                    assertThat(in.readLine()).startsWith("RCPT TO:");
                    in.reset();
                    yield next(answersToMail);
                }
                case "RCPT" -> next(answersToRcpt);
                case "DATA" -> {
                    say(out, "354 go on");
                    for (String text = in.readLine(); !".".equals(text); ) {
                        text = in.readLine();
                    }
                    yield "250 2.0.0 OK";
                }
                default -> "250 ok";
            };
            say(out, answer);
        }
    }

    private static String next(Queue<String> answers) {
        String answer = answers.poll();
        return answer == null ? "250 ok" : answer;
    }

    private static void say(Writer out, String line) throws IOException {
        out.write(line + "\r\n");
        out.flush();
    }

    private ConnectionSettings settings() {
        return new ConnectionSettings(
                Protocol.SMTP, "127.0.0.1", listener.getLocalPort(), TransportSecurity.NONE, Login.NONE);
    }

    private static Email.Builder mail() {
        return Email.builder().from("a@b.test").to("c@d.test");
    }

    private List<String> verbs() {
        return heard.stream().map(line -> line.split("[ :]")[0]).toList();
    }

    @Test
    void mailAndRecipients_flyTogether_andTheDataWaitsForTheAnswers() {
        transport.send(settings(), NONE, mail().build());
        assertThat(transport
                        .send(settings(), NONE, mail().to("e@f.test").build())
                        .isComplete())
                .isTrue();
        assertThat(verbs()).containsExactly("EHLO", "MAIL", "RCPT", "DATA", "MAIL", "RCPT", "RCPT", "DATA");
        assertThat(together)
                .as("whether the recipients were there when MAIL was read: one packet for all")
                .containsExactly(true, true);
    }

    @Test
    void senderThatIsRefused_leavesAConnectionForTheNextMail() {
        answersToMail.add("550 5.7.60 SendAsDenied");
        answersToRcpt.addAll(new ArrayDeque<>(List.of("503 5.5.1 first", "503 5.5.1 second")));
        EmailException e = catchThrowableOfType(
                EmailException.class,
                () -> transport.send(settings(), NONE, mail().to("e@f.test").build()));
        assertThat(e.serverReply()).isEqualTo("550 5.7.60 SendAsDenied");
        assertThat(transport.send(settings(), NONE, mail().build()).isComplete())
                .isTrue();
        assertThat(verbs()).containsExactly("EHLO", "MAIL", "RCPT", "RCPT", "RSET", "MAIL", "RCPT", "DATA");
    }

    @Test
    void serverThatClosesAtMail_hasItsWordsTold() {
        answersToMail.add("421 4.3.2 closing");
        EmailException e =
                catchThrowableOfType(EmailException.class, () -> transport.send(settings(), NONE, mail().build()));
        assertThat(e.kind()).isEqualTo(Kind.TEMPORARY);
        assertThat(e.serverReply()).isEqualTo("421 4.3.2 closing");
        assertThat(verbs()).doesNotContain("DATA");
    }

    @Test
    void eachRecipientsAnswer_isItsOwn_alsoOverSeveralFlights() {
        Email.Builder many = Email.builder().from("a@b.test").delivery(Email.Delivery.PER_RECIPIENT);
        IntStream.range(0, 120).forEach(i -> {
            many.to("r" + i + "@d.test");
            answersToRcpt.add(i % 7 == 3 ? "550 5.1.1 no " + i : "250 ok " + i);
        });
        assertThat(transport.send(settings(), NONE, many.build()).outcomes())
                .hasSize(120)
                .allSatisfy(outcome -> {
                    int i = Integer.parseInt(outcome.recipient().address().replaceAll("\\D", ""));
                    assertThat(outcome.state()).isEqualTo(i % 7 == 3 ? State.REFUSED : State.ACCEPTED);
                    assertThat(outcome.serverReply()).endsWith(" " + i);
                });
    }
}

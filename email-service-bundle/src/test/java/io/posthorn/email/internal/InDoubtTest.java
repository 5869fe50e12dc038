package io.posthorn.email.internal;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Document;
import io.posthorn.email.Email;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.EmailService;
import io.posthorn.email.Login;
import io.posthorn.email.Protocol;
import io.posthorn.email.TransportSecurity;
import io.posthorn.email.internal.outbox.Outboxes;
import io.posthorn.oauth.Network;
import io.posthorn.oauth.internal.TokenServiceComponent;
import io.posthorn.oauth.internal.network.NetworkComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.util.converter.Converters;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A server that says one thing at one point of the dialogue, or nothing and hangs up. */
class InDoubtTest {

    private boolean hangsUp;
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    /** Answers as a server does, but for the line that equals or begins the trigger. */
    private void serve(ServerSocket listener, String trigger, String answer) {
        try (Socket socket = listener.accept();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                Writer out = new java.io.OutputStreamWriter(socket.getOutputStream(), StandardCharsets.US_ASCII)) {
            say(out, "220 test");
            boolean data = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!data) {
                    heard.add(line);
                }
                if (line.equals(trigger) || line.startsWith(trigger + " ")) {
                    if (answer.isEmpty()) {
                        return; // hangs up
                    }
                    say(out, answer);
                    if (hangsUp) {
                        return;
                    }
                    data = false;
                } else if (data) {
                    data = !line.equals(".");
                    if (!data) {
                        say(out, "250 2.0.0 OK");
                    }
                } else if (line.equals("DATA")) {
                    data = true;
                    say(out, "354 go on");
                } else {
                    say(out, line.equals("QUIT") ? "221 bye" : "250 ok");
                }
            }
        } catch (IOException e) {
            heard.add("! " + e);
        }
    }

    private static void say(Writer out, String line) throws IOException {
        out.write(line + "\r\n");
        out.flush();
    }

    private EmailException failure(String trigger, String answer) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TemporaryStore store = new TemporaryStore()) {
            Thread server = new Thread(() -> serve(listener, trigger, answer));
            server.start();
            Network network = new NetworkComponent();
            MailTransportComponent transport = new MailTransportComponent(network, store.store());
            EmailService service = new EmailServiceComponent(
                    Converters.standardConverter().convert(Map.of()).to(EmailServiceConfig.class),
                    Map.of(),
                    new TokenServiceComponent(store.store(), network),
                    transport,
                    Outboxes.idle(store.store()));
            ConnectionSettings settings = new ConnectionSettings(
                    Protocol.SMTP, "127.0.0.1", listener.getLocalPort(), TransportSecurity.NONE, Login.NONE);
            Email email = Email.builder().from("a@b.test").to("c@d.test").build();
            Document document = Document.of("a.txt", "text/plain", new byte[] {1});
            EmailException[] caught = new EmailException[1];
            assertThatThrownBy(() -> service.sendWithDocument(email, document, settings))
                    .isInstanceOfSatisfying(EmailException.class, e -> caught[0] = e);
            transport.deactivate(); // the server waits for the next mail
            server.join();
            return caught[0];
        }
    }

    @Test
    void connectionThatDiesAfterTheWholeMail_leavesItInDoubt() throws Exception {
        EmailException e = failure(".", "");
        assertThat(e.kind()).isEqualTo(Kind.IN_DOUBT);
        assertThat(e)
                .hasMessageMatching("The connection to the SMTP server 127.0.0.1:\\d+ died after the whole mail had"
                        + " gone out and before the server answered. The mail <.+@b.test> may have been sent or not: look for it"
                        + " in Sent Items before sending it again.");
    }

    /** Seen: "554 ..." and a closed connection came out as in doubt, and the server's words were lost. */
    @ParameterizedTest
    @CsvSource({
        "MAIL, 432 4.3.2 Concurrent connections limit exceeded, TEMPORARY",
        "DATA, 421 4.3.2 closing, TEMPORARY",
        "., 554 5.2.2 mailbox full, MAILBOX",
        "., 421 4.3.2 closing, TEMPORARY"
    })
    void serverThatRefusesAndHangsUp_hasRefused(String trigger, String answer, Kind kind) throws Exception {
        hangsUp = true;
        EmailException e = failure(trigger, answer);
        assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
        assertThat(e.serverReply()).contains(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, '', TEMPORARY",
        "RCPT, '', TEMPORARY",
        "DATA, '', TEMPORARY",
        "MAIL, 432 4.3.2 Concurrent connections limit exceeded, TEMPORARY",
        "RCPT, 450 4.2.0 try again, TEMPORARY",
        "RCPT, 550 5.1.1 user unknown, RECIPIENT",
        "DATA, 421 4.3.2 closing, TEMPORARY",
        "., 554 5.2.2 mailbox full, MAILBOX",
        "., 552 5.3.4 too large, MESSAGE",
        "., 554 5.2.0 SubmissionQuotaExceededException, TEMPORARY",
        "., 451 4.7.0 Temporary server error, TEMPORARY"
    })
    void everyOtherEnd_isCertain(String trigger, String answer, Kind kind) throws Exception {
        EmailException e = failure(trigger, answer);
        assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
        assertThat(e).hasMessageContaining(answer);
        if (!answer.isEmpty()) {
            assertThat(e.serverReply()).contains(answer);
        }
    }
}

package io.posthorn.oauth.internal;

import io.posthorn.oauth.Permission;
import io.posthorn.oauth.SignIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Signing in with a browser on the same machine, which comes back by itself. */
@Timeout(60)
class RedirectTest {

    @TempDir
    private Path folder;

    private SignInRig work;

    @BeforeEach
    void start() {
        work = new SignInRig(folder);
    }

    @AfterEach
    void stop() {
        work.close();
    }

    private URI signedIn(SignIn.Listening listening) {
        String address = work.visitor.signIn(listening.prompt().url(), work.alice);
        return URI.create(address.replaceFirst("(:\\d+)\\?", "$1/?")); // as browsers do
    }

    @Test
    void browserThatComesBack_endsTheSignIn() throws Exception {
        try (SignIn.Listening listening = work.signIn.listen("work", 0)) {
            assertThat(listening.prompt().redirect().toString()).matches("http://localhost:\\d+");
            HttpResponse<String> page = work.visitor.get(signedIn(listening));
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains(work.alice.address(), "You can close this window.");
            assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(listening.await().user()).contains(work.alice.address());
        }
        assertThat(work.token(Permission.SMTP_SEND)).isNotNull();
    }

    @Test
    void otherVisitors_changeNothing() throws Exception {
        try (SignIn.Listening listening = work.signIn.listen("work", 0);
                Socket silent =
                        new Socket("localhost", listening.prompt().redirect().getPort())) {
            URI port = listening.prompt().redirect();
            assertThat(work.visitor.get(port.resolve("/favicon.ico")).statusCode())
                    .isEqualTo(404);
            HttpResponse<String> stranger = work.visitor.get(port.resolve("/?code=x&state=y%3Cb%3E"));
            assertThat(stranger.statusCode()).isEqualTo(400);
            assertThat(stranger.body()).contains("not the answer").doesNotContain("<b>");
            assertThat(work.visitor.get(port.resolve("/?code=x")).statusCode()).isEqualTo(400);
            assertThat(work.visitor.get(port.resolve("/")).statusCode()).isEqualTo(400);
            assertThat(silent.isConnected()).isTrue();

            URI back = signedIn(listening);
            assertThat(work.visitor.get(back).statusCode()).isEqualTo(200);
            assertThat(work.visitor.get(back).body()).contains("had its answer already");
            assertThat(listening.await().user()).isPresent();
        }
    }

    @Test
    void declinedConsent_isShownAndTold() {
        try (SignIn.Listening listening = work.signIn.listen("work", 0)) {
            String address = work.visitor.decline(listening.prompt().url());
            HttpResponse<String> page = work.visitor.get(URI.create(address.replaceFirst("(:\\d+)\\?", "$1/?")));
            assertThat(page.body()).contains("The sign-in failed", "AADSTS65004");
            assertThat(work.refusal(listening::await)).contains("AADSTS65004", "The user declined the consent");
        }
    }

    @Test
    void nobodyWhoComesInTime_isSaid() {
        try (SignIn.Listening listening = work.signIn.listen("work", 0)) {
            work.rig.pass(Duration.ofMinutes(10));
            assertThat(work.refusal(listening::await))
                    .contains("Nobody has signed in", "10 minutes", "mail:signin work");
        }
    }

    @Test
    void answerThatIsPastedElsewhere_endsTheWaiting() {
        try (SignIn.Listening listening = work.signIn.listen("work", 0)) {
            work.finish(signedIn(listening).toString());
            assertThat(work.refusal(listening::await)).contains("finished or begun anew by another command");
        }
        assertThat(work.token(Permission.SMTP_SEND)).isNotNull();
    }

    @Test
    void interruptedWaiting_leavesTheSignInPending() throws Exception {
        URI back;
        try (SignIn.Listening listening = work.signIn.listen("work", 0)) {
            back = signedIn(listening);
            Thread.currentThread().interrupt();
            assertThatThrownBy(listening::await).isInstanceOf(InterruptedException.class);
        }
        assertThat(work.finish(back.toString()).user()).isPresent();
    }

    @Test
    void takenPort_isSaid() throws IOException {
        for (InetAddress loopback : loopback()) {
            try (ServerSocket taken = new ServerSocket(0, 1, loopback)) {
                assertThat(work.refusal(() -> work.signIn.listen("work", taken.getLocalPort())))
                        .contains("Port " + taken.getLocalPort() + " of localhost", "--port", "--paste");
            }
        }
    }

    private static List<InetAddress> loopback() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(InetAddress::isLoopbackAddress)
                .toList();
    }

    @Test
    void otherMachines_cannotComeIn() throws IOException {
        try (SignIn.Listening listening = work.signIn.listen("work", 0)) {
            int port = listening.prompt().redirect().getPort();
            for (InetAddress loopback : loopback()) {
                new Socket(loopback, port).close();
            }
            List<InetAddress> outer = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress())
                    .toList();
            for (InetAddress address : outer) {
                assertThatThrownBy(() -> new Socket(address, port).close()).isInstanceOf(ConnectException.class);
            }
        }
    }

    @Test
    void closedListening_givesThePortBack() {
        int port;
        try (SignIn.Listening listening = work.signIn.listen("work", 0)) {
            port = listening.prompt().redirect().getPort();
        }
        work.signIn.listen("work", port).close();
    }
}

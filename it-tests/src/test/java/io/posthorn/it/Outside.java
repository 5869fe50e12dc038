package io.posthorn.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * What a story sees of the sandbox. Karaf runs in a process of its own, so that a story asks the driver over loopback; in
 * Felix it does the same, and is the same story.
 */
final class Outside {

    static final String DOOR = "posthorn.it.door";

    private Outside() {}

    static String address(String user) {
        return ask("address/" + user);
    }

    /** The page of a user, with a new refresh token. */
    static SandboxPage page(String user) {
        return SandboxPage.parse(ask("page/" + user));
    }

    /** The page "Network". */
    static SandboxPage network() {
        return SandboxPage.parse(ask("network"));
    }

    /** The raw mails in a user's INBOX that hold a text; other stories use the same sandbox. */
    static List<String> inboxOf(String user, String text) {
        return ask("inbox/" + user)
                .lines()
                .map(line -> new String(Base64.getDecoder().decode(line), StandardCharsets.ISO_8859_1))
                .filter(mail -> mail.contains(text))
                .toList();
    }

    static void revoke(String refreshToken, int aadstsCode) {
        ask("revoke/" + aadstsCode + "/" + refreshToken);
    }

    static List<String> issuedSecrets() {
        return ask("secrets").lines().toList();
    }

    private static String ask(String question) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(System.getProperty(DOOR) + question))
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("The driver does not answer: " + question, e);
        }
    }
}

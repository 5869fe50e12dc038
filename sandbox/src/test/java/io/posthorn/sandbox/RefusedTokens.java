package io.posthorn.sandbox;

import org.junit.jupiter.params.provider.Arguments;

import java.time.Duration;
import java.util.stream.Stream;

/** XOAUTH2 messages that no mail server may accept, and what is wrong with them. */
final class RefusedTokens {
    private RefusedTokens() {}

    static Stream<Arguments> of(Sandbox sandbox, Sandbox other) {
        User alice = sandbox.user("alice");
        Duration hour = Duration.ofHours(1);
        String good = sandbox.newAccessToken(alice, hour);
        String graph =
                sandbox.newAccessToken(alice, hour, "SMTP.Send", "IMAP.AccessAsUser.All", "POP.AccessAsUser.All");
        String reading = sandbox.newAccessToken(alice, hour, "https://outlook.office.com/Mail.Read");
        return Stream.of(
                refused("expired", alice.address(), sandbox.newAccessToken(alice, Duration.ofSeconds(-1))),
                refused("wrong audience", alice.address(), graph),
                refused("without the protocol's scope", alice.address(), reading),
                refused("of another user", sandbox.user("bob").address(), good),
                refused("of nobody", "nobody@contoso.test", good),
                refused("signed by someone else", alice.address(), other.newAccessToken(alice, hour)),
                refused("changed", alice.address(), good.substring(0, good.length() - 8) + "AAAAAAAA"),
                refused("no token", alice.address(), "garbage"),
                Arguments.of("not base64", "%%%"),
                Arguments.of("not the form", RawClient.base64("hello")));
    }

    private static Arguments refused(String why, String user, String token) {
        return Arguments.of(why, RawClient.xoauth2(user, token));
    }
}

package io.posthorn.email.internal;

import io.posthorn.email.Protocol;
import io.posthorn.sandbox.Sandbox;

import java.util.Map;

/** The same refusals from servers that answer a refused token with a challenge first, as Dovecot, Postfix and Gmail do. */
class RefusalInChallengeFormTest extends RefusalTest {

    @Override
    Sandbox.Builder builder() {
        return Sandbox.builder().challengeForm(true);
    }

    @Override
    Map<Protocol, String> refusedLogins() {
        return Map.of(
                Protocol.SMTP, "334 {\"status\":\"401\"",
                Protocol.IMAP, "[AUTHENTICATIONFAILED] Authentication failed.",
                Protocol.POP3, "[AUTH] Authentication failed.");
    }
}

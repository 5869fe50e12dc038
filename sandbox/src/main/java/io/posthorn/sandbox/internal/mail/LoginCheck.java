package io.posthorn.sandbox.internal.mail;

import com.nimbusds.jwt.JWTClaimsSet;
import io.posthorn.sandbox.User;
import io.posthorn.sandbox.internal.Settings;
import io.posthorn.sandbox.internal.Tenant;
import io.posthorn.sandbox.internal.authority.AccessTokens;

import java.util.Arrays;
import java.util.Optional;

/** Decides who may enter: the token's signature, expiry, audience, scope and user, or the password. */
final class LoginCheck {
    private final Tenant tenant;
    private final Settings settings;
    private final AccessTokens tokens;

    LoginCheck(Tenant tenant, Settings settings, AccessTokens tokens) {
        this.tenant = tenant;
        this.settings = settings;
        this.tokens = tokens;
    }

    /** Whether this server takes passwords on such a connection. */
    boolean takesPasswords(Wire wire) {
        return settings.passwords() || (settings.plainMailPorts() && !wire.tls());
    }

    /** The user whom an XOAUTH2 message lets in. The attempt is written down whatever comes of it. */
    Optional<User> token(Wire wire, String base64) {
        Optional<Xoauth2> message = Xoauth2.parse(base64);
        note(wire, "XOAUTH2", message.map(Xoauth2::user).orElse("?"));
        return message.flatMap(sent -> tokens.verify(sent.token())
                .filter(claims -> allows(claims, wire.protocol(), sent.user()))
                .flatMap(claims -> tenant.user(sent.user())));
    }

    /** The user whom SASL PLAIN lets in (<a href="https://www.rfc-editor.org/rfc/rfc4616">RFC 4616</a>). */
    Optional<User> plain(Wire wire, String base64) {
        String[] parts = Xoauth2.decode(base64).split("\0", -1);
        return parts.length == 3 ? password(wire, "PLAIN", parts[1], parts[2]) : password(wire, "PLAIN", "?", "");
    }

    /** The user whom a password lets in. The attempt is written down whatever comes of it. */
    Optional<User> password(Wire wire, String mechanism, String name, String password) {
        note(wire, mechanism, name);
        if (!takesPasswords(wire)) {
            return Optional.empty();
        }
        return tenant.user(name).filter(user -> user.password().equals(password));
    }

    private boolean allows(JWTClaimsSet claims, Protocol protocol, String mailbox) {
        return settings.authority().isForMail(claims.getAudience())
                && (AppAccess.allows(claims, protocol, mailbox, settings.authority())
                        || allowsUser(claims, protocol, mailbox));
    }

    private static boolean allowsUser(JWTClaimsSet claims, Protocol protocol, String mailbox) {
        return Arrays.asList(text(claims, "scp").split(" ")).contains(protocol.scope())
                && text(claims, "upn").equalsIgnoreCase(mailbox);
    }

    private static String text(JWTClaimsSet claims, String name) {
        return String.valueOf(claims.getClaim(name));
    }

    private static void note(Wire wire, String mechanism, String user) {
        wire.dialogue().attempt(wire.protocol(), mechanism, user, wire.tls());
    }
}

package io.posthorn.sandbox.internal.mail;

import com.nimbusds.jwt.JWTClaimsSet;
import io.posthorn.sandbox.Protocol;
import io.posthorn.sandbox.User;
import io.posthorn.sandbox.internal.Settings;
import io.posthorn.sandbox.internal.Tenant;
import io.posthorn.sandbox.internal.authority.AccessTokens;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Decides who may enter: the token's signature, expiry, audience, scope and user, or the password. */
public final class LoginCheck {
    private final Tenant tenant;
    private final Organization organization;
    private final Settings settings;
    private final AccessTokens tokens;

    LoginCheck(Tenant tenant, Organization organization, Settings settings, AccessTokens tokens) {
        this.tenant = tenant;
        this.organization = organization;
        this.settings = settings;
        this.tokens = tokens;
    }

    /** Whether this server takes passwords on such a connection. */
    boolean takesPasswords(Wire wire) {
        return settings.passwords() || (settings.plainMailPorts() && !wire.tls());
    }

    /** Whom an XOAUTH2 message lets in. The attempt is written down whatever comes of it. */
    Optional<Admission> token(Wire wire, String base64) {
        Optional<Xoauth2> message = Xoauth2.parse(base64);
        note(wire, "XOAUTH2", message.map(Xoauth2::user).orElse("?"));
        return message.flatMap(sent -> tokens.verify(sent.token())
                .filter(this::forExchange)
                .flatMap(claims -> admission(claims, wire.protocol(), sent.user())));
    }

    /** Whom SASL PLAIN lets in (<a href="https://www.rfc-editor.org/rfc/rfc4616">RFC 4616</a>). */
    Optional<Admission> plain(Wire wire, String base64) {
        String[] parts = Xoauth2.decode(base64).split("\0", -1);
        return parts.length == 3 ? password(wire, "PLAIN", parts[1], parts[2]) : password(wire, "PLAIN", "?", "");
    }

    /** Whom a password lets in. The attempt is written down whatever comes of it. */
    Optional<Admission> password(Wire wire, String mechanism, String name, String password) {
        note(wire, mechanism, name);
        if (!takesPasswords(wire)) {
            return Optional.empty();
        }
        return tenant.user(name)
                .filter(user -> user.password().equals(password))
                .map(Admission::byPassword);
    }

    private boolean forExchange(JWTClaimsSet claims) {
        return settings.authority().isForMail(claims.getAudience());
    }

    private static String scope(Protocol protocol) {
        return switch (protocol) {
            case SMTP -> "SMTP.Send";
            case IMAP -> "IMAP.AccessAsUser.All";
            case POP3 -> "POP.AccessAsUser.All";
            case HTTPS -> throw new IllegalArgumentException("Not a mail protocol");
        };
    }

    private Optional<Admission> admission(JWTClaimsSet claims, Protocol protocol, String address) {
        if (AppAccess.allows(claims, protocol, address, settings.authority())) {
            Instant until = claims.getExpirationTime().toInstant();
            return organization.mailbox(address).map(mailbox -> new Admission(mailbox, mailbox, until, true));
        }
        return asUser(claims, protocol, address);
    }

    /** The token's user enters its own mailbox, and by IMAP and POP3 those that it has full access to. */
    private Optional<Admission> asUser(JWTClaimsSet claims, Protocol protocol, String address) {
        Instant until = claims.getExpirationTime().toInstant();
        Optional<User> login = tenant.user(text(claims, "upn"));
        Optional<User> mailbox = organization.mailbox(address);
        boolean allowed = Arrays.asList(text(claims, "scp").split(" ")).contains(scope(protocol));
        if (!allowed || login.isEmpty() || mailbox.isEmpty()) {
            return Optional.empty();
        }
        boolean own = login.get().equals(mailbox.get());
        boolean granted = organization.may(Organization.Right.FULL_ACCESS, address, login.get());
        boolean lateRefusal = protocol == Protocol.IMAP && organization.isShared(mailbox.get());
        boolean enters = own || (protocol != Protocol.SMTP && (granted || lateRefusal));
        return enters ? Optional.of(new Admission(login.get(), mailbox.get(), until, granted)) : Optional.empty();
    }

    private static String text(JWTClaimsSet claims, String name) {
        return String.valueOf(claims.getClaim(name));
    }

    private static void note(Wire wire, String mechanism, String user) {
        wire.dialogue().attempt(wire.protocol(), mechanism, user, wire.tls());
    }
}

package io.posthorn.sandbox.internal.mail;

import com.nimbusds.jwt.JWTClaimsSet;
import io.posthorn.sandbox.internal.AuthoritySettings;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/**
 * What an app may do without its user: it needs the protocol's application permission, and a permission for the mailbox
 * that it names (Microsoft: <a
 * href="https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth">OAuth
 * for IMAP, POP and SMTP</a>).
 */
final class AppAccess {
    private static final Map<String, String> ROLES =
            Map.of("SMTP", "SMTP.SendAsApp", "IMAP", "IMAP.AccessAsApp", "POP3", "POP.AccessAsApp");

    private AppAccess() {}

    static boolean allows(JWTClaimsSet claims, Enum<?> protocol, String mailbox, AuthoritySettings settings) {
        return "app".equals(claims.getClaim("idtyp"))
                && claims.getClaim("roles") instanceof Collection<?> roles
                && roles.contains(ROLES.get(protocol.name()))
                && mailbox.contains("@")
                && settings.appMayOpen(mailbox.toLowerCase(Locale.ROOT));
    }
}

package io.posthorn.sandbox;

import io.posthorn.sandbox.internal.OwnerOnly;
import io.posthorn.sandbox.internal.authority.Scope;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/** What a client needs to know of a sandbox, for programs and for people. */
final class Details {
    private Details() {}

    /** Writes a properties file that appears complete or not at all. */
    static void write(Sandbox sandbox, Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        Files.deleteIfExists(part);
        OwnerOnly.create(part);
        try (Writer writer = Files.newBufferedWriter(part)) {
            properties(sandbox).store(writer, "A running Posthorn sandbox");
        }
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Properties properties(Sandbox sandbox) {
        Properties details = new Properties();
        details.setProperty("host", sandbox.host());
        details.setProperty("authority", sandbox.authority().toString());
        details.setProperty("smtp.port", String.valueOf(sandbox.smtpPort()));
        details.setProperty("imap.port", String.valueOf(sandbox.imapPort()));
        details.setProperty("pop3.port", String.valueOf(sandbox.pop3Port()));
        details.setProperty("ca.file", sandbox.caFile().toString());
        details.setProperty("tenant.id", sandbox.tenantId());
        details.setProperty("tenant.domain", sandbox.tenantDomain());
        details.setProperty("client.id", sandbox.clientId());
        details.setProperty("client.secret", sandbox.clientSecret());
        for (User user : sandbox.users()) {
            String prefix = "user." + user.address().substring(0, user.address().indexOf('@'));
            details.setProperty(prefix + ".address", user.address());
            details.setProperty(prefix + ".password", user.password());
            details.setProperty(prefix + ".refresh.token", sandbox.newRefreshToken(user));
        }
        return details;
    }

    /** The same for people, who set up a mail client by it; without secrets, but with the place where they are. */
    static String summary(Sandbox sandbox, @Nullable Path file) {
        String users =
                String.join(", ", sandbox.users().stream().map(User::address).toList());
        String secrets = file == null
                ? "start with --details FILE: it writes passwords, refresh tokens and the client secret there"
                : file.toAbsolutePath() + " (passwords, refresh tokens, client secret)";
        return String.join(
                System.lineSeparator(),
                "Posthorn sandbox: a stand-in for Microsoft 365 on this machine",
                "  SMTP       " + sandbox.host() + ":" + sandbox.smtpPort() + " (STARTTLS, OAuth2)",
                "  IMAP       " + sandbox.host() + ":" + sandbox.imapPort() + " (TLS, OAuth2)",
                "  POP3       " + sandbox.host() + ":" + sandbox.pop3Port() + " (TLS, OAuth2)",
                "  CA file    " + sandbox.caFile(),
                "  authority  " + sandbox.authority() + "/" + sandbox.tenantId(),
                "  tenant     " + sandbox.tenantId() + " (" + sandbox.tenantDomain() + ")",
                "  client ID  " + sandbox.clientId(),
                "  redirect   http://localhost[:PORT][/PATH]",
                "  scopes     " + String.join(" ", Scope.mail("https://outlook.office.com")),
                "  secrets    " + secrets,
                "  users      " + users,
                "");
    }
}

package io.posthorn.email.internal.mail.wire;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.Login;
import io.posthorn.email.Protocol;
import io.posthorn.oauth.Proxy;
import jakarta.mail.Session;

import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;

/**
 * Turns connection settings into a Jakarta Mail session of their own. What protects the token is set here: TLS is
 * required and never tried without, the certificate must bear the host's name, no second try with another trust store,
 * and XOAUTH2 is the only mechanism.
 */
public final class Sessions {

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2); // Exchange takes its time with large mails
    private static final String FETCH_SIZE = "1048576"; // bytes; four times faster than the default of 16 KB

    private Sessions() {}

    public static Session open(ConnectionSettings settings, Route route) {
        return open(settings, route, PATIENCE);
    }

    /** As {@link #open(ConnectionSettings, Route)}, for a server that may take so long for each answer. */
    public static Session open(ConnectionSettings settings, Route route, Duration patience) {
        Settings mail = new Settings(settings.protocol());
        Duration connect = patience.compareTo(LONGEST_CONNECT) < 0 ? patience : LONGEST_CONNECT;
        mail.set("connectiontimeout", String.valueOf(connect.toMillis()));
        mail.set("timeout", String.valueOf(patience.toMillis()));
        mail.set("writetimeout", String.valueOf(patience.toMillis()));
        Lifeline lifeline = new Lifeline();
        lifeline.tieTo(mail.properties);
        protect(mail, settings, route.tls().get(), lifeline);
        route.proxy().ifPresent(proxy -> passThrough(mail, proxy));
        logIn(mail, settings.login());
        switch (settings.protocol()) {
            case SMTP -> {
                mail.properties.setProperty("mail.mime.allowutf8", "true"); // addresses of the envelope (RFC 6531)
                mail.set("quitwait", "false"); // the mail is accepted; no server's goodbye is waited for
            }
            case IMAP -> {
                mail.set("peek", "true");
                mail.set("fetchsize", FETCH_SIZE);
                mail.set("ignorebodystructuresize", "true"); // servers are wrong about sizes
            }
            case POP3 -> mail.set("filecache.enable", "true");
        }
        return Session.getInstance(mail.properties);
    }

    private static void protect(Settings mail, ConnectionSettings settings, SSLSocketFactory tls, Lifeline lifeline) {
        mail.properties.put(mail.prefix + "ssl.socketFactory", new TlsSockets(tls, lifeline));
        mail.properties.put(mail.prefix + "socketFactory", new PlainSockets(lifeline));
        mail.set("socketFactory.fallback", "false");
        mail.set("ssl.checkserveridentity", "true");
        mail.set("ssl.protocols", "TLSv1.3 TLSv1.2");
        switch (settings.security()) {
            case NONE -> mail.set("starttls.enable", "false");
            case SSL -> mail.set("ssl.enable", "true");
            case TLS -> {
                if (settings.beginsWithStartTls()) {
                    mail.set("starttls.enable", "true");
                    mail.set("starttls.required", "true");
                } else {
                    mail.set("ssl.enable", "true");
                }
            }
        }
    }

    /** A tunnel changes nothing above: what is under TLS without a proxy is so in the tunnel. */
    private static void passThrough(Settings mail, Proxy proxy) {
        mail.set("proxy.host", proxy.host());
        mail.set("proxy.port", String.valueOf(proxy.port()));
        if (proxy.hasLogin()) {
            mail.set("proxy.user", proxy.user());
            mail.set("proxy.password", proxy.password());
        }
    }

    private static void logIn(Settings mail, Login login) {
        mail.set("auth", String.valueOf(!(login instanceof Login.None)));
        if (login instanceof Login.OAuth) {
            mail.set("auth.mechanisms", "XOAUTH2");
            mail.set("auth.xoauth2.two.line.authentication.format", "true"); // POP3; Exchange closes on the other form
        }
    }

    private static final class Settings {
        final Properties properties = new Properties();
        final String prefix;

        Settings(Protocol protocol) {
            prefix = "mail." + protocol.name().toLowerCase(Locale.ROOT) + ".";
        }

        void set(String name, String value) {
            properties.setProperty(prefix + name, value);
        }
    }
}

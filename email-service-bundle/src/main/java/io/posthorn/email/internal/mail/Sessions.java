package io.posthorn.email.internal.mail;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailException.Kind;
import io.posthorn.email.Login;
import io.posthorn.email.Protocol;
import io.posthorn.oauth.Network;
import io.posthorn.oauth.NetworkException;
import jakarta.mail.Session;

import java.util.Locale;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;

/**
 * Turns connection settings into a Jakarta Mail session of their own. What protects the token is set here: TLS is
 * required and never tried without, the certificate must bear the host's name, no second try with another trust store,
 * and XOAUTH2 is the only mechanism.
 */
final class Sessions {

    private static final String CONNECT_TIMEOUT = "20000"; // milliseconds
    private static final String ANSWER_TIMEOUT = "120000"; // milliseconds; Exchange takes its time with large mails
    private static final String FETCH_SIZE = "1048576"; // bytes; four times faster than the default of 16 KB

    private Sessions() {}

    /** @throws EmailException if the page Network is wrong */
    static Session open(ConnectionSettings settings, Network network) {
        Settings mail = new Settings(settings.protocol());
        mail.set("connectiontimeout", CONNECT_TIMEOUT);
        mail.set("timeout", ANSWER_TIMEOUT);
        mail.set("writetimeout", ANSWER_TIMEOUT);
        protect(mail, settings, network);
        logIn(mail, settings.login());
        switch (settings.protocol()) {
            case SMTP -> {
                mail.set("sendpartial", "false");
                mail.set("quitwait", "false"); // the mail is accepted; no server's goodbye is waited for
            }
            case IMAP -> {
                mail.set("peek", "true");
                mail.set("fetchsize", FETCH_SIZE);
            }
            case POP3 -> mail.set("filecache.enable", "true");
        }
        return Session.getInstance(mail.properties);
    }

    private static void protect(Settings mail, ConnectionSettings settings, Network network) {
        SSLSocketFactory tls = tls(network);
        mail.properties.put(mail.prefix + "ssl.socketFactory", tls);
        mail.set("socketFactory.fallback", "false");
        mail.set("ssl.checkserveridentity", "true");
        mail.set("ssl.protocols", "TLSv1.3 TLSv1.2");
        switch (settings.security()) {
            case NONE -> mail.set("starttls.enable", "false");
            case SSL -> mail.set("ssl.enable", "true");
            case TLS -> {
                if (settings.protocol().startsTls(settings.port())) {
                    mail.set("starttls.enable", "true");
                    mail.set("starttls.required", "true");
                } else {
                    mail.set("ssl.enable", "true");
                }
            }
        }
    }

    private static SSLSocketFactory tls(Network network) {
        try {
            return network.tls().getSocketFactory();
        } catch (NetworkException e) {
            throw new EmailException(Kind.CONFIGURATION, "", String.valueOf(e.getMessage()), e);
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

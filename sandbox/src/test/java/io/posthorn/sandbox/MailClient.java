package io.posthorn.sandbox;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import java.time.Duration;
import java.util.Properties;

/** A mail client on Angus Mail, as a user of Jakarta Mail would set it up for Microsoft 365. */
final class MailClient {
    private final Sandbox sandbox;
    private final Properties properties = new Properties();

    MailClient(Sandbox sandbox) {
        this.sandbox = sandbox;
        for (String protocol : new String[] {"smtp", "imap", "pop3"}) {
            set(protocol, "auth.mechanisms", "XOAUTH2");
            set(protocol, "ssl.socketFactory", Trust.in(sandbox).getSocketFactory());
            set(protocol, "socketFactory.fallback", "false");
            set(protocol, "timeout", "60000");
        }
        set("smtp", "auth", "true");
        set("smtp", "starttls.enable", "true");
        set("smtp", "starttls.required", "true");
        set("imap", "ssl.enable", "true");
        set("imap", "fetchsize", "1048576");
        set("pop3", "ssl.enable", "true");
        set("pop3", "auth.xoauth2.two.line.authentication.format", "true");
    }

    MailClient set(String protocol, String name, Object value) {
        properties.put("mail." + protocol + "." + name, value);
        return this;
    }

    String token(User user) {
        return sandbox.newAccessToken(user, Duration.ofHours(1));
    }

    Session session() {
        return Session.getInstance(properties);
    }

    MimeMessage message(User from, User to, String subject) throws Exception {
        MimeMessage message = new MimeMessage(session());
        message.setFrom(new InternetAddress(from.address()));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to.address()));
        message.setSubject(subject, "UTF-8");
        message.setText("First line\r\n.dotted line\r\nLast line\r\n", "UTF-8");
        return message;
    }

    void send(MimeMessage message, String login, String token) throws Exception {
        try (Transport transport = session().getTransport("smtp")) {
            transport.connect(sandbox.host(), sandbox.smtpPort(), login, token);
            message.saveChanges();
            transport.sendMessage(message, message.getAllRecipients());
        }
    }

    Store imap(String login, String token) throws Exception {
        return imapAt(sandbox.imapPort(), login, token);
    }

    Store imapAt(int port, String login, String token) throws Exception {
        Store store = session().getStore("imap");
        store.connect(sandbox.host(), port, login, token);
        return store;
    }

    Store pop3(String login, String token) throws Exception {
        Store store = session().getStore("pop3");
        store.connect(sandbox.host(), sandbox.pop3Port(), login, token);
        return store;
    }

    static Folder inbox(Store store) throws Exception {
        Folder inbox = store.getFolder("INBOX");
        inbox.open(Folder.READ_WRITE);
        return inbox;
    }
}

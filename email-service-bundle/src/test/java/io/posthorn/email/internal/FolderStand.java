package io.posthorn.email.internal;

import io.posthorn.email.ConnectionSettings;
import io.posthorn.email.EmailService;
import io.posthorn.email.Login;
import io.posthorn.email.MailFolder;
import io.posthorn.email.Protocol;
import io.posthorn.email.TransportSecurity;
import io.posthorn.oauth.OAuthAccount;
import io.posthorn.sandbox.Sandbox;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Alice's mailbox, and folders of it that are watched. The server's time is the client's. */
final class FolderStand implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final class Time {
        volatile Instant now = Instant.now();
    }

    private final Time time = new Time();
    final Stand stand;
    final Sandbox sandbox;
    final EmailService service;
    final OAuthAccount account;
    private final List<MailFolder> opened = new ArrayList<>();

    FolderStand() {
        sandbox = Sandbox.builder()
                .clock(() -> time.now)
                .passwords(true)
                .accessTokenLife(Duration.ofHours(1))
                .start();
        stand = new Stand(sandbox);
        service = stand.service();
        account = stand.tokens.open(stand.client());
    }

    void pass(Duration duration) {
        time.now = time.now.plus(duration);
        stand.now = stand.now.plus(duration);
    }

    MailFolder imap() {
        return imap("INBOX");
    }

    MailFolder imap(String name) {
        return imap(name, sandbox.imapPort(), PATIENCE);
    }

    MailFolder imap(String name, int port, Duration patience) {
        return open(name, Protocol.IMAP, port, patience, new Login.OAuth(account, stand.alice.address()));
    }

    MailFolder pop3() {
        return pop3(sandbox.pop3Port());
    }

    MailFolder pop3(int port) {
        return open("INBOX", Protocol.POP3, port, PATIENCE, new Login.OAuth(account, stand.alice.address()));
    }

    MailFolder open(String name, Protocol protocol, int port, Duration patience, Login login) {
        MailFolder folder = service.folder(
                name, new ConnectionSettings(protocol, sandbox.host(), port, TransportSecurity.TLS, login), patience);
        opened.add(folder);
        return folder;
    }

    void deliver(String subject) {
        deliverRaw("From: Anna <anna@contoso.test>\r\nSubject: " + subject + "\r\nMessage-ID: <" + subject
                + "@elsewhere.test>\r\n\r\nHello " + subject + "\r\n");
    }

    void deliverRaw(String mail) {
        sandbox.deliver(stand.alice, mail.getBytes(StandardCharsets.UTF_8));
    }

    /** Another client copies all mails of the inbox into it, so often; many come faster than by {@link #deliver}. */
    void doubleInbox(int times) throws MessagingException {
        Properties properties = new Properties();
        properties.setProperty("mail.imap.ssl.enable", "true");
        properties.setProperty("mail.imap.ssl.trust", "*");
        try (Store store = Session.getInstance(properties).getStore("imap")) {
            store.connect(sandbox.host(), sandbox.imapPort(), stand.alice.address(), stand.alice.password());
            Folder inbox = store.getFolder("INBOX");
            for (int i = 0; i < times; i++) {
                inbox.open(Folder.READ_WRITE);
                inbox.copyMessages(inbox.getMessages(), inbox);
                inbox.close(false);
            }
        }
    }

    /** The raw mails of a folder. */
    List<String> mails(String folder) {
        return sandbox.exchange().messages(stand.alice, folder).stream()
                .map(octets -> new String(octets, StandardCharsets.UTF_8))
                .toList();
    }

    List<String> subjects(String folder) {
        return mails(folder).stream()
                .flatMap(mail -> mail.lines()
                        .filter(line -> line.startsWith("Subject: "))
                        .limit(1))
                .map(line -> line.substring(9))
                .toList();
    }

    /** How often the server has heard a command. */
    long heard(String command) {
        return sandbox.dialogue().stream()
                .filter(line -> line.matches("(IMAP C: \\S+|POP3 C:) " + command))
                .count();
    }

    @Override
    public void close() {
        opened.forEach(MailFolder::close);
        account.close();
        stand.close();
    }
}

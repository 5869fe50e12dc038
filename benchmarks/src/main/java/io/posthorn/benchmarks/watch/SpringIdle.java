package io.posthorn.benchmarks.watch;

import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.internet.MimeMessage;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.mail.ImapIdleChannelAdapter;
import org.springframework.integration.mail.ImapMailReceiver;
import org.springframework.messaging.MessageChannel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Spring Integration's IMAP idle channel adapter: one for each mailbox. It marks what it hands on as read. The folder stays open,
 * since an attachment cannot be read when it has been closed.
 */
public final class SpringIdle implements Watcher {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    private SpringIdle() {}

    /** Spring Integration's own beans. */
    @EnableIntegration
    public static final class Beans {}

    /** Starts the adapters. */
    public static SpringIdle watch(List<Inbox> inboxes, Work work) {
        SpringIdle spring = new SpringIdle();
        spring.context.register(Beans.class);
        inboxes.forEach(inbox -> spring.add(inbox, work));
        spring.context.refresh();
        return spring;
    }

    private void add(Inbox inbox, Work work) {
        String receiver = "receiver of " + inbox.user();
        context.registerBean(receiver, ImapMailReceiver.class, () -> receiver(inbox));
        context.registerBean(
                "adapter of " + inbox.user(),
                ImapIdleChannelAdapter.class,
                () -> adapter(context.getBean(receiver, ImapMailReceiver.class), work));
    }

    private static ImapMailReceiver receiver(Inbox inbox) {
        ImapMailReceiver receiver = new ImapMailReceiver("imaps://" + inbox.host() + ":" + inbox.port() + "/INBOX");
        receiver.setJavaMailProperties(Imaps.properties(inbox));
        receiver.setJavaMailAuthenticator(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(inbox.user(), inbox.token());
            }
        });
        receiver.setAutoCloseFolder(false);
        receiver.setShouldDeleteMessages(false);
        receiver.setShouldMarkMessagesAsRead(true);
        return receiver;
    }

    private static ImapIdleChannelAdapter adapter(ImapMailReceiver receiver, Work work) {
        ImapIdleChannelAdapter adapter = new ImapIdleChannelAdapter(receiver);
        MessageChannel channel = (message, timeout) -> {
            work((MimeMessage) message.getPayload(), work);
            return true;
        };
        adapter.setOutputChannel(channel);
        adapter.setAutoStartup(true);
        return adapter;
    }

    private static void work(MimeMessage mail, Work work) {
        try {
            work.on(mail.getSubject(), () -> Imaps.attachment(mail));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}

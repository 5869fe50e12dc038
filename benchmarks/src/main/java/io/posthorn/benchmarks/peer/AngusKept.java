package io.posthorn.benchmarks.peer;

import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;

import java.util.concurrent.ConcurrentLinkedDeque;

/** {@code Transport} objects that stay connected, one for each thread that sends. */
public final class AngusKept implements Sender {

    private final Submission server;
    private final AngusSession angus;
    private final ConcurrentLinkedDeque<Transport> idle = new ConcurrentLinkedDeque<>();

    /** Connects to the server with the first mails. */
    public AngusKept(Submission server) {
        this.server = server;
        this.angus = new AngusSession(server);
    }

    @Override
    public void send(Mail mail, String subject) throws MessagingException {
        MimeMessage message = angus.compose(mail, subject);
        message.saveChanges();
        Transport waiting = idle.poll();
        Transport transport = waiting == null ? connect() : waiting;
        try {
            transport.sendMessage(message, message.getAllRecipients());
        } catch (MessagingException e) {
            close(transport);
            throw e;
        }
        idle.push(transport);
    }

    private Transport connect() throws MessagingException {
        Transport transport = angus.session().getTransport("smtp");
        transport.connect(server.user(), server.token());
        return transport;
    }

    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            // It has gone already.
        }
    }

    @Override
    public void close() {
        idle.forEach(AngusKept::close);
        idle.clear();
    }
}

package io.posthorn.benchmarks.peer;

import jakarta.mail.MessagingException;
import jakarta.mail.Transport;

/** {@code Transport.send}: one line, and a new connection for each mail. */
public final class AngusTransportSend implements Sender {

    private final Submission server;
    private final AngusSession angus;

    /** Connects to the server with each mail. */
    public AngusTransportSend(Submission server) {
        this.server = server;
        this.angus = new AngusSession(server);
    }

    @Override
    public void send(Mail mail, String subject) throws MessagingException {
        Transport.send(angus.compose(mail, subject), server.user(), server.token());
    }

    @Override
    public void close() {}
}

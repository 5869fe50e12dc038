package io.posthorn.benchmarks.peer;

/** Sends mails. Safe for use by several threads, each of which has one mail under way. */
public interface Sender extends AutoCloseable {

    /**
     * Returns when the server has accepted the mail.
     *
     * @param mail what to send
     * @param subject its subject
     * @throws Exception if it has not
     */
    void send(Mail mail, String subject) throws Exception;

    @Override
    void close();
}

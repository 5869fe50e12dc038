package io.posthorn.email;

import org.osgi.annotation.versioning.ConsumerType;

import java.io.IOException;

/** Takes received mails. */
@ConsumerType
@FunctionalInterface
public interface EmailHandler {

    /**
     * Takes one mail. Its attachments are read from the server, so they can be opened only until this method returns.
     *
     * @param email the mail
     * @throws IOException ends the receiving, and comes to its caller as the cause of an {@link EmailException}
     */
    void take(ReceivedEmail email) throws IOException;
}

package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.Disposition;
import io.posthorn.email.EmailException;
import io.posthorn.email.EmailHandler;
import io.posthorn.email.MailId;
import io.posthorn.email.ReceivedEmail;
import io.posthorn.email.internal.mail.wire.MailFailures;
import jakarta.mail.MessagingException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An open connection to a folder: what {@link io.posthorn.email.MailFolder} offers, until it breaks. */
interface FolderLine {

    /** Makes connections, one after the other. */
    interface Opening {

        /** Logs in and opens the folder. */
        FolderLine open() throws MessagingException;

        /** Ends the newest connection without a word, and all to come. */
        void cut();

        /** Says what went wrong on the way to a connection. */
        MailFailures failures();
    }

    /** When the connection should be given up for a new one. */
    Instant end();

    /** Whether the server still answers on it. */
    boolean isOpen();

    void prove() throws MessagingException;

    /** Whether {@link #list} would show mail that has come since the last one. */
    boolean showsNew();

    List<MailId> list() throws MessagingException;

    Optional<ReceivedEmail> head(MailId id) throws MessagingException;

    boolean read(MailId id, EmailHandler handler) throws MessagingException;

    void dispose(MailId id, Disposition disposition) throws MessagingException;

    boolean moveWithHeader(MailId id, String folder, String header, String value) throws MessagingException;

    /** Whether it is still there after {@link #settle}. */
    boolean outlivesSettling();

    /**
     * Makes what was done stand.
     *
     * @throws EmailException also if the server has not done what it was told
     */
    void settle() throws MessagingException;

    boolean canAwait() throws MessagingException;

    boolean await(Duration longest, Bell bell) throws MessagingException;

    /** Says goodbye, if the server still listens. */
    void close();
}

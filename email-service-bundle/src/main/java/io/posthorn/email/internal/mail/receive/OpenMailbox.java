package io.posthorn.email.internal.mail.receive;

import io.posthorn.email.Query;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;

import java.util.List;

/** A folder that is open for one receive. */
interface OpenMailbox {

    /** Looks for mails. Nothing is changed by it. */
    void find(Query query) throws MessagingException;

    /** The next mails that match, newest first, with their headers; empty when there are no more. */
    List<Message> next() throws MessagingException;

    /** Does with a mail that has been taken what the query says. */
    void dispose(Message message) throws MessagingException;

    /** Ends the work, so that what was done stands. */
    void finish() throws MessagingException;
}

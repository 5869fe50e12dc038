package io.posthorn.email.internal.outbox;

import io.posthorn.email.Receipt;
import io.posthorn.email.internal.Limits;
import io.posthorn.email.internal.mail.compose.Outgoing;

import java.util.Optional;

/** A page that the outbox sends by. */
public interface SendingPage {

    /**
     * Whose mail it sends: that of the mailbox it logs in to.
     *
     * @return its address in lower case; {@code host:port} of a server without a login; followed by a slash and a name where
     *     it is not the page <i>Email service</i>
     * @throws RuntimeException if the page is wrong
     */
    String mailbox();

    /**
     * What that mailbox allows.
     *
     * @return the page's limits
     * @throws RuntimeException if the page is wrong
     */
    Limits limits();

    /**
     * Sends.
     *
     * @param mail has no more recipients than a message may have
     * @return what the server accepted
     * @throws io.posthorn.email.EmailException as {@code EmailService.send}
     */
    Receipt send(Outgoing mail);

    /**
     * Looks for a mail in Sent Items.
     *
     * @param messageId its Message-ID
     * @return whether it is there; empty if there is no way to look
     * @throws io.posthorn.email.EmailException if it could not be looked for now
     */
    Optional<Boolean> isInSentItems(String messageId);

    /**
     * Ends the rest that a refusal has brought upon the mailbox.
     *
     * @throws io.posthorn.store.StoreException if other servers could not be told
     */
    void endRest();
}

package io.posthorn.email;

import java.util.List;
import java.util.Objects;

/**
 * What a server accepted. Accepted is not delivered: from here on the server answers for the mail.
 *
 * @param messageId the mail's Message-ID (RFC 5322, section 3.6.4), with its angle brackets
 * @param recipients every address that the server accepted
 * @param serverReply the server's last reply, for example {@code 250 2.0.0 OK}
 */
public record Receipt(String messageId, List<Address> recipients, String serverReply) {

    public Receipt {
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(serverReply, "serverReply");
        recipients = List.copyOf(recipients);
    }
}

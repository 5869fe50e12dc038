package io.posthorn.email;

import java.util.Objects;

/**
 * What became of a mail for one recipient.
 *
 * @param recipient an address of To, CC or BCC
 * @param state what the server said
 * @param serverReply in its own words; empty if it was not asked
 */
public record RecipientOutcome(Address recipient, State state, String serverReply) {

    /** What a server can say of a recipient. */
    public enum State {
        /** It took the mail for this recipient. */
        ACCEPTED,
        /** It did not, for good. */
        REFUSED,
        /** It did not, and may later. */
        DEFERRED,
        /** Nobody knows: the connection died before the answer to the whole mail. */
        IN_DOUBT,
        /** It had no chance: the mail failed before, or for other recipients. */
        NOT_SENT
    }

    public RecipientOutcome {
        Objects.requireNonNull(recipient, "recipient");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(serverReply, "serverReply");
    }
}

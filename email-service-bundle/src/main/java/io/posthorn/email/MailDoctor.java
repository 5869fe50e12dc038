package io.posthorn.email;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Finds out why mail does not work, a step at a time: pages, authority, token, mail servers. Sends nothing and changes nothing.
 * The shell command {@code mail:doctor} is its other door. Registered as an OSGi service; safe for use by any thread.
 */
@ProviderType
public interface MailDoctor {

    /**
     * Walks the way of a mail, and ends at the first step that fails. Takes as long as the servers do: from a second to some
     * minutes, where they do not answer.
     *
     * @param account name of an account; empty for the page <i>Email service</i>. Of an account that the page does not use, only
     *     the token is looked at
     * @param from the sender to try; empty for the mailbox that logs in
     * @param findings is told each step when it is over, in the calling thread
     * @return whether all went well
     */
    boolean examine(String account, String from, Consumer<Finding> findings);

    /**
     * What a step came to. Holds no token and no secret, and no control characters.
     *
     * @param outcome whether it went well
     * @param step its name, for example {@code SMTP login}
     * @param text what was found, as sentences
     * @param whatToDo sentences; empty if there is nothing to do, or the text says it
     * @param commands lines of Exchange Online PowerShell that an Exchange administrator can run; mostly none
     */
    record Finding(Outcome outcome, String step, String text, String whatToDo, List<String> commands) {

        public Finding {
            Objects.requireNonNull(outcome, "outcome");
            Objects.requireNonNull(step, "step");
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(whatToDo, "whatToDo");
            commands = List.copyOf(commands);
        }
    }

    /** Whether a step went well. */
    enum Outcome {
        /** It did. */
        OK,
        /** It did, and somebody should look at something. */
        WARNING,
        /** It did not. It is the last step. */
        FAILED
    }
}

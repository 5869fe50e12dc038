package io.posthorn.email;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A mail to send, without its attachments.
 *
 * @param from the sender; a mail without one is refused when it is sent
 * @param to the recipients
 * @param cc the recipients of a copy
 * @param bcc the recipients of a copy that the others do not see
 * @param replyTo where answers go; empty for the sender
 * @param subject any text in any script, without line breaks
 * @param text the body, plain text in any script
 */
public record Email(
        Optional<Address> from,
        List<Address> to,
        List<Address> cc,
        List<Address> bcc,
        List<Address> replyTo,
        String subject,
        String text) {

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the subject holds a line break
     */
    public Email {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(text, "text");
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        bcc = List.copyOf(bcc);
        replyTo = List.copyOf(replyTo);
        if (subject.indexOf('\r') >= 0 || subject.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("The subject holds a line break. Give it on one line.");
        }
    }

    /**
     * Starts an empty mail.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Puts a mail together. Not for use by several threads. */
    public static final class Builder {

        private Optional<Address> from = Optional.empty();
        private final List<Address> to = new ArrayList<>();
        private final List<Address> cc = new ArrayList<>();
        private final List<Address> bcc = new ArrayList<>();
        private final List<Address> replyTo = new ArrayList<>();
        private String subject = "";
        private String text = "";

        private Builder() {}

        /**
         * Sets the sender.
         *
         * @param address the sender
         * @return this
         */
        public Builder from(Address address) {
            from = Optional.of(address);
            return this;
        }

        /**
         * Sets the sender.
         *
         * @param address the sender, without a display name
         * @return this
         * @throws IllegalArgumentException if it is not an address
         */
        public Builder from(String address) {
            return from(Address.of(address));
        }

        /**
         * Adds recipients.
         *
         * @param addresses the recipients
         * @return this
         */
        public Builder to(Address... addresses) {
            to.addAll(List.of(addresses));
            return this;
        }

        /**
         * Adds a recipient.
         *
         * @param address the recipient, without a display name
         * @return this
         * @throws IllegalArgumentException if it is not an address
         */
        public Builder to(String address) {
            return to(Address.of(address));
        }

        /**
         * Adds recipients of a copy.
         *
         * @param addresses the recipients
         * @return this
         */
        public Builder cc(Address... addresses) {
            cc.addAll(List.of(addresses));
            return this;
        }

        /**
         * Adds recipients of a copy that the others do not see.
         *
         * @param addresses the recipients
         * @return this
         */
        public Builder bcc(Address... addresses) {
            bcc.addAll(List.of(addresses));
            return this;
        }

        /**
         * Adds addresses that answers go to.
         *
         * @param addresses the addresses
         * @return this
         */
        public Builder replyTo(Address... addresses) {
            replyTo.addAll(List.of(addresses));
            return this;
        }

        /**
         * Sets the subject.
         *
         * @param value any text without line breaks
         * @return this
         */
        public Builder subject(String value) {
            subject = value;
            return this;
        }

        /**
         * Sets the body.
         *
         * @param value plain text
         * @return this
         */
        public Builder text(String value) {
            text = value;
            return this;
        }

        /**
         * Ends the building.
         *
         * @return the mail
         * @throws IllegalArgumentException as the constructor of {@link Email} does
         */
        public Email build() {
            return new Email(from, to, cc, bcc, replyTo, subject, text);
        }
    }
}

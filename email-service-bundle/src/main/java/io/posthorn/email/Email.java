package io.posthorn.email;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A mail to send. Immutable; its documents are opened when it is sent.
 *
 * <p>Text alone goes out as {@code text/plain}, HTML alone as {@code text/html}, both as {@code multipart/alternative}.
 * Inline parts join the HTML in a {@code multipart/related}, and attachments make it {@code multipart/mixed}.
 */
public final class Email {

    /** What the builder's other methods set, and what says how the mail is built. */
    private static final Set<String> OWN_HEADERS = Set.of(
            "from",
            "to",
            "cc",
            "bcc",
            "reply-to",
            "subject",
            "date",
            "message-id",
            "mime-version",
            "return-path",
            "received",
            "importance",
            "priority",
            "x-priority");

    private static final Pattern HEADER_NAME = Pattern.compile("[!-9;-~]{1,76}");
    private static final Pattern MESSAGE_ID = Pattern.compile("<[!-;=?A-~]{1,200}@[!-;=?A-~]{1,200}>");
    private static final Pattern CONTENT_ID = Pattern.compile("[A-Za-z0-9._@+-]{1,200}");

    private final Builder values;

    private Email(Builder values) {
        this.values = values;
    }

    /**
     * Starts an empty mail.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A builder that begins with all of this mail.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        return new Builder(values);
    }

    /**
     * The sender.
     *
     * @return empty if there is none: such a mail is refused when it is sent
     */
    public Optional<Address> from() {
        return values.from;
    }

    /**
     * The recipients.
     *
     * @return unmodifiable
     */
    public List<Address> to() {
        return values.to;
    }

    /**
     * The recipients of a copy.
     *
     * @return unmodifiable
     */
    public List<Address> cc() {
        return values.cc;
    }

    /**
     * The recipients of a copy that the others do not see.
     *
     * @return unmodifiable
     */
    public List<Address> bcc() {
        return values.bcc;
    }

    /**
     * Where answers go.
     *
     * @return unmodifiable; empty for the sender
     */
    public List<Address> replyTo() {
        return values.replyTo;
    }

    /**
     * The subject.
     *
     * @return any text in any script, without line breaks
     */
    public String subject() {
        return values.subject;
    }

    /**
     * The body as plain text.
     *
     * @return any text in any script; empty if there is none
     */
    public String text() {
        return values.text;
    }

    /**
     * The body as HTML.
     *
     * @return empty if there is none
     */
    public String html() {
        return values.html;
    }

    /**
     * The images and other parts that the HTML shows.
     *
     * @return unmodifiable, by Content-ID (RFC 2392) without angle brackets: the HTML refers to {@code cid:NAME}
     */
    public Map<String, Document> inline() {
        return values.inline;
    }

    /**
     * The attachments.
     *
     * @return unmodifiable, in order
     */
    public List<Document> attachments() {
        return values.attachments;
    }

    /**
     * How text, HTML, subject and names are encoded.
     *
     * @return UTF-8 unless another was set
     */
    public Charset charset() {
        return values.charset;
    }

    /**
     * Headers beside those that the other values make.
     *
     * @return unmodifiable, in order
     */
    public List<Header> headers() {
        return values.headers;
    }

    /**
     * How urgent it is.
     *
     * @return normal unless another was set
     */
    public Priority priority() {
        return values.priority;
    }

    /**
     * The Message-ID of the caller's choice.
     *
     * @return with angle brackets; empty if one is to be made
     */
    public Optional<String> messageId() {
        return values.messageId;
    }

    /**
     * Which delivery status notifications are asked for.
     *
     * @return empty to leave that to the server
     */
    public Optional<DsnRequest> dsn() {
        return values.dsn;
    }

    /**
     * Whether some recipients may get it if others are refused.
     *
     * @return all or nothing unless another was set
     */
    public Delivery delivery() {
        return values.delivery;
    }

    /** Tells who and what, and nothing of the body. */
    @Override
    public String toString() {
        return "Email[from=" + values.from.map(Address::toString).orElse("") + ", to=" + values.to + ", subject="
                + values.subject + "]";
    }

    /**
     * A header of the caller's own.
     *
     * @param name for example {@code X-Case-Number}
     * @param value any text in any script, on one line
     */
    public record Header(String name, String value) {

        /**
         * Checks.
         *
         * @throws IllegalArgumentException if the name is none (RFC 5322, section 2.2) or one of those that Posthorn sets,
         *     or the value holds a line break or another control character
         */
        public Header {
            if (!HEADER_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("'" + name.replaceAll("\\p{Cntrl}", "?") + "' is not the name of a"
                        + " header. Give one like X-Case-Number, without colon and blanks.");
            }
            String lower = name.toLowerCase(Locale.ROOT);
            if (OWN_HEADERS.contains(lower) || lower.startsWith("content-")) {
                throw new IllegalArgumentException("The header " + name + " is set by Posthorn. Use the builder's own"
                        + " method for it, where there is one.");
            }
            if (value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
                throw new IllegalArgumentException("The value of the header " + name + " holds a line break or another"
                        + " control character. Give it on one line.");
            }
        }
    }

    /** How urgent a mail is, by the headers Importance (RFC 2156) and X-Priority. */
    public enum Priority {
        /** Shown as urgent. */
        HIGH,
        /** No header says anything. */
        NORMAL,
        /** Shown as less urgent. */
        LOW
    }

    /** What happens when the server refuses some of the recipients. */
    public enum Delivery {
        /**
         * Nobody gets the mail, and the call fails. A mail to more recipients than one message may have is sent in
         * parts, and this holds for each part.
         */
        ALL_OR_NOTHING,
        /** The others get it; each recipient's outcome is in the {@link Receipt}. It fails if nobody gets it. */
        PER_RECIPIENT
    }

    /** Puts a mail together. Not for use by several threads. */
    public static final class Builder {

        private Optional<Address> from = Optional.empty();
        private List<Address> to = List.of();
        private List<Address> cc = List.of();
        private List<Address> bcc = List.of();
        private List<Address> replyTo = List.of();
        private String subject = "";
        private String text = "";
        private String html = "";
        private Map<String, Document> inline = Map.of();
        private List<Document> attachments = List.of();
        private Charset charset = StandardCharsets.UTF_8;
        private List<Header> headers = List.of();
        private Priority priority = Priority.NORMAL;
        private Optional<String> messageId = Optional.empty();
        private Optional<DsnRequest> dsn = Optional.empty();
        private Delivery delivery = Delivery.ALL_OR_NOTHING;

        private Builder() {}

        private Builder(Builder other) {
            from = other.from;
            to = other.to;
            cc = other.cc;
            bcc = other.bcc;
            replyTo = other.replyTo;
            subject = other.subject;
            text = other.text;
            html = other.html;
            inline = other.inline;
            attachments = other.attachments;
            charset = other.charset;
            headers = other.headers;
            priority = other.priority;
            messageId = other.messageId;
            dsn = other.dsn;
            delivery = other.delivery;
        }

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
            to = with(to, List.of(addresses));
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
            cc = with(cc, List.of(addresses));
            return this;
        }

        /**
         * Adds recipients of a copy that the others do not see.
         *
         * @param addresses the recipients
         * @return this
         */
        public Builder bcc(Address... addresses) {
            bcc = with(bcc, List.of(addresses));
            return this;
        }

        /**
         * Adds addresses that answers go to.
         *
         * @param addresses the addresses
         * @return this
         */
        public Builder replyTo(Address... addresses) {
            replyTo = with(replyTo, List.of(addresses));
            return this;
        }

        /**
         * Sets the subject.
         *
         * @param value any text in any script, without line breaks
         * @return this
         * @throws IllegalArgumentException if it holds a line break or another control character
         */
        public Builder subject(String value) {
            if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("The subject holds a line break. Give it on one line.");
            }
            if (value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
                throw new IllegalArgumentException("The subject holds a control character. Leave it out.");
            }
            subject = value;
            return this;
        }

        /**
         * Sets the body as plain text.
         *
         * @param value plain text
         * @return this
         */
        public Builder text(String value) {
            text = Objects.requireNonNull(value, "text");
            return this;
        }

        /**
         * Sets the body as HTML; give the text, too, for those who read text only.
         *
         * @param value a document or a fragment of HTML; sent as it is
         * @return this
         */
        public Builder html(String value) {
            html = Objects.requireNonNull(value, "html");
            return this;
        }

        /**
         * Adds an image, or another part, that the HTML shows.
         *
         * @param contentId its name in the HTML, {@code <img src="cid:logo">} for {@code logo}
         * @param document the part
         * @return this
         * @throws IllegalArgumentException if the name has other characters than letters, digits and {@code . _ @ + -}, or
         *     was given before
         */
        public Builder inline(String contentId, Document document) {
            if (!CONTENT_ID.matcher(contentId).matches()) {
                throw new IllegalArgumentException("'" + contentId.replaceAll("\\p{Cntrl}", "?") + "' cannot name an"
                        + " inline part. Use letters, digits and . _ @ + - only, for example logo.");
            }
            Map<String, Document> more = new LinkedHashMap<>(inline);
            if (more.put(contentId, Objects.requireNonNull(document, "document")) != null) {
                throw new IllegalArgumentException("There are two inline parts with the name '" + contentId + "'.");
            }
            inline = java.util.Collections.unmodifiableMap(more);
            return this;
        }

        /**
         * Adds attachments.
         *
         * @param documents the attachments
         * @return this
         */
        public Builder attachment(Document... documents) {
            attachments = with(attachments, List.of(documents));
            return this;
        }

        /**
         * Sets how text, HTML, subject and names are encoded. Characters that it does not have are a reason to refuse the
         * mail when it is sent. Names of files are in UTF-8 always.
         *
         * @param value for example ISO-2022-JP
         * @return this
         */
        public Builder charset(Charset value) {
            charset = Objects.requireNonNull(value, "charset");
            return this;
        }

        /**
         * Adds a header.
         *
         * @param name for example {@code X-Case-Number}
         * @param value any text in any script, on one line
         * @return this
         * @throws IllegalArgumentException as {@link Header} does
         */
        public Builder header(String name, String value) {
            headers = with(headers, List.of(new Header(name, value)));
            return this;
        }

        /**
         * Sets how urgent it is.
         *
         * @param value the priority
         * @return this
         */
        public Builder priority(Priority value) {
            priority = Objects.requireNonNull(value, "priority");
            return this;
        }

        /**
         * Sets the Message-ID (RFC 5322, section 3.6.4), which must be unique in the world.
         *
         * @param value for example {@code <case-4711.1@contoso.com>}; angle brackets are added if they are missing
         * @return this
         * @throws IllegalArgumentException if it is none
         */
        public Builder messageId(String value) {
            String id = value.startsWith("<") ? value : "<" + value + ">";
            if (!MESSAGE_ID.matcher(id).matches()) {
                throw new IllegalArgumentException("'" + value.replaceAll("\\p{Cntrl}", "?")
                        + "' is not a Message-ID. Give one like <case-4711.1@contoso.com>.");
            }
            messageId = Optional.of(id);
            return this;
        }

        /**
         * Asks for delivery status notifications (RFC 3461). A server that does not offer DSN is not asked.
         *
         * @param value which ones
         * @return this
         */
        public Builder dsn(DsnRequest value) {
            dsn = Optional.of(value);
            return this;
        }

        /**
         * Sets what happens when the server refuses some of the recipients.
         *
         * @param value the delivery
         * @return this
         */
        public Builder delivery(Delivery value) {
            delivery = Objects.requireNonNull(value, "delivery");
            return this;
        }

        /**
         * Ends the building.
         *
         * @return the mail
         */
        public Email build() {
            return new Email(new Builder(this));
        }

        private static <T> List<T> with(List<T> list, List<T> more) {
            List<T> all = new ArrayList<>(list);
            all.addAll(more);
            return List.copyOf(all);
        }
    }
}

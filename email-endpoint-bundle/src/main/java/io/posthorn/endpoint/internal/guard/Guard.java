package io.posthorn.endpoint.internal.guard;

import io.posthorn.email.Address;
import io.posthorn.email.MailId;
import io.posthorn.email.ReceivedEmail;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which mails may start anything. Who the sender is, is found out first: a mail that is rejected is answered, and only a
 * sender who may write to the endpoint gets an answer.
 */
public final class Guard {

    /** Every mail of an endpoint has this header, with the endpoint's name. */
    public static final String HEADER = "X-Posthorn-Endpoint";

    private static final String AUTH_AS = "X-MS-Exchange-Organization-AuthAs";

    private final GuardRules rules;
    private final List<SenderPattern> patterns;
    private final Set<String> own;

    /**
     * A guard.
     *
     * @param rules of the endpoint's page
     */
    public Guard(GuardRules rules) {
        this.rules = rules;
        this.patterns = rules.domainPatterns().stream().map(SenderPattern::of).toList();
        this.own = rules.ownAddresses().stream().map(Domains::address).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether a mail is small enough to be read; nothing has been read of it yet. Judge its headers before its sender is told.
     *
     * @param id names its size
     * @return accepted, never authenticated; or rejected
     */
    public Ruling size(MailId id) {
        return size(id.size()).orElse(new Ruling.Accepted(false));
    }

    /**
     * What its headers say.
     *
     * @param head the mail; neither text nor attachments are looked at
     * @return the ruling
     */
    public Ruling judge(ReceivedEmail head) {
        Optional<Ruling> ignored = loop(head).or(() -> stranger(head));
        if (ignored.isPresent()) {
            return ignored.get();
        }
        if (!rules.trustedServer().isEmpty() && !isAuthenticated(head)) {
            return new Ruling.Ignored("The trusted server " + rules.trustedServer() + " does not vouch for the sender "
                    + sender(head) + " (Authentication-Results).");
        }
        return size(head.size()).orElseGet(() -> accepted(head));
    }

    /**
     * Whether it has as many attachments as it may have; {@link #judge} has accepted it.
     *
     * @param email the mail
     * @return accepted or rejected
     */
    public Ruling attachments(ReceivedEmail email) {
        int count = email.attachments().size();
        if (rules.mostAttachments() > 0 && count > rules.mostAttachments()) {
            return new Ruling.Rejected("The mail has " + count + " attachments, inline images included, and "
                    + rules.mostAttachments() + " are accepted. Send them in several mails.");
        }
        return accepted(email);
    }

    private Ruling accepted(ReceivedEmail email) {
        return new Ruling.Accepted(!rules.trustedServer().isEmpty() && isAuthenticated(email));
    }

    private Optional<Ruling> size(long size) {
        return rules.largestMail() <= 0 || size <= rules.largestMail()
                ? Optional.empty()
                : Optional.of(new Ruling.Rejected("The mail has " + size + " bytes, and " + rules.largestMail()
                        + " are accepted. Send less, or in several mails."));
    }

    private Optional<Ruling> loop(ReceivedEmail head) {
        if (head.isAutomatic()) {
            return ignored("A program has written the mail, and not a person.");
        }
        if (!head.header(HEADER).isEmpty()) {
            return ignored("The mail is an endpoint's own answer (" + HEADER + ").");
        }
        return Optional.empty();
    }

    private Optional<Ruling> stranger(ReceivedEmail head) {
        List<String> fields = head.header("From");
        if (head.from().isEmpty() || fields.size() != 1 || !FromField.isOne(fields.get(0))) {
            return ignored("The mail does not name exactly one sender in From.");
        }
        String from = sender(head);
        if (own.contains(Domains.address(from))) {
            return ignored("The mail names the endpoint's own address " + from + " as its sender.");
        }
        if (patterns.stream().noneMatch(pattern -> pattern.matches(from))) {
            return ignored("The sender " + from + " matches no domain pattern of the endpoint.");
        }
        return Optional.empty();
    }

    private static Optional<Ruling> ignored(String cause) {
        return Optional.of(new Ruling.Ignored(cause));
    }

    private static String sender(ReceivedEmail head) {
        return head.from().map(Address::address).orElse("");
    }

    /** Only the field on top is the trusted server's for sure: what a sender has written is below it. */
    private boolean isAuthenticated(ReceivedEmail head) {
        boolean exchange = rules.trustedServer().equalsIgnoreCase(GuardRules.EXCHANGE_ONLINE);
        if (exchange && isInternal(head)) {
            return true;
        }
        String server = exchange ? "" : rules.trustedServer().toLowerCase(Locale.ROOT);
        return head.header("Authentication-Results").stream()
                .limit(1)
                .map(AuthenticationResults::of)
                .anyMatch(found -> found.server().equals(server) && found.prove(Domains.of(sender(head))));
    }

    private static boolean isInternal(ReceivedEmail head) {
        List<String> values = head.header(AUTH_AS);
        return values.size() == 1 && values.get(0).strip().equalsIgnoreCase("Internal");
    }
}

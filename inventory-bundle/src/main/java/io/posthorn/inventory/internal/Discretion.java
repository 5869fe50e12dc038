package io.posthorn.inventory.internal;

import io.posthorn.email.Address;

import java.util.List;
import java.util.regex.Pattern;

/** Takes people's addresses out of sentences: a server that refuses a recipient quotes it. */
final class Discretion {

    private static final String INSTEAD = "(an address)";
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s<>()\\[\\],;:\"'@]+@[\\p{L}\\p{M}\\p{N}_-]+(?:[.][\\p{L}\\p{M}\\p{N}_-]+)*");

    private final String mailbox;

    /** @param mailbox which it is about: its own address stays */
    Discretion(String mailbox) {
        this.mailbox = mailbox;
    }

    /** @param recipients whose addresses may be of any form */
    String in(String sentence, List<Address> recipients) {
        String rest = sentence;
        for (Address recipient : recipients) {
            if (!recipient.address().equalsIgnoreCase(mailbox)) {
                rest = Pattern.compile(Pattern.quote(recipient.address()), Pattern.CASE_INSENSITIVE)
                        .matcher(rest)
                        .replaceAll(INSTEAD);
            }
        }
        return ADDRESS.matcher(rest).replaceAll(found -> found.group().equalsIgnoreCase(mailbox) ? "$0" : INSTEAD);
    }
}

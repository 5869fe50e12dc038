package io.posthorn.endpoint.internal.guard;

import java.util.List;
import java.util.Set;

/**
 * What an endpoint's page says of the mails that it takes.
 *
 * @param domainPatterns one of them must match the sender's domain, or with an {@code @} the whole address: {@code *} for all,
 *     {@code contoso.com}, {@code *.contoso.com} (its subdomains alone), {@code anna@contoso.com}. Note that
 *     {@code *contoso.com} is {@code evilcontoso.com}, too
 * @param trustedServer whose {@code Authentication-Results} (RFC 8601) must vouch for the sender's domain: the authserv-id that
 *     it writes first, for example {@code mx.contoso.com}; {@link #EXCHANGE_ONLINE} for Exchange Online, which writes none; empty
 *     to believe every sender
 * @param largestMail in octets; 0 for no limit
 * @param mostAttachments of a mail; 0 for no limit
 * @param ownAddresses of the endpoint: it does not answer itself
 */
public record GuardRules(
        List<String> domainPatterns,
        String trustedServer,
        long largestMail,
        int mostAttachments,
        Set<String> ownAddresses) {

    /**
     * Stands for Exchange Online, whose {@code Authentication-Results} begin with the first result and name no server. It is
     * trusted as it writes its own above any other. It also marks mails of its own organization's users with
     * {@code X-MS-Exchange-Organization-AuthAs: Internal}, and takes such a header from all others: those mails count as
     * authenticated, since SPF, DKIM and DMARC are not looked at for them.
     */
    public static final String EXCHANGE_ONLINE = "exchange-online";

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException with a sentence, if there is no pattern, or one that can match no domain
     */
    public GuardRules {
        domainPatterns = domainPatterns.stream()
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .toList();
        if (domainPatterns.isEmpty()) {
            throw new IllegalArgumentException(
                    "No domain pattern is given, so no mail would be taken. Give one like contoso.com, or * for all.");
        }
        domainPatterns.forEach(SenderPattern::of);
        trustedServer = trustedServer.strip();
        ownAddresses = Set.copyOf(ownAddresses);
    }
}

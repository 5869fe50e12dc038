package io.posthorn.oauth.internal;

import io.posthorn.advice.Advice;
import io.posthorn.advice.AdviceTable;
import io.posthorn.oauth.TokenException;
import io.posthorn.oauth.TokenException.Kind;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An error response (RFC 6749, section 5.2) with Entra's additions, and what it means. The meanings are data, in
 * the table of {@link AdviceTable}.
 *
 * @param status the HTTP status
 * @param error the {@code error} value; empty if there was none
 * @param codes the numbers of {@code error_codes}, most telling first
 * @param description {@code error_description}, for people
 * @param correlationId for a support request; empty if there was none
 * @param retryAfter how long the authority wants to be left alone; empty if it did not say
 */
public record AuthorityError(
        int status,
        String error,
        List<String> codes,
        String description,
        String correlationId,
        Optional<Duration> retryAfter) {

    private static final String SOURCE = "ENTRA";
    private static final int TOO_MANY_REQUESTS = 429;
    private static final String REQUEST_LOOP = "50196";
    private static final Set<String> CONSENT_IS_MISSING =
            Set.of("65001", "65004", "65005", "650056", "650052", "650057", "90094", "90095");
    private static final Duration A_WHILE = Duration.ofMinutes(1);

    public AuthorityError {
        codes = List.copyOf(codes);
    }

    /**
     * The exception that tells an administrator.
     *
     * @return never null
     */
    public TokenException toException() {
        return toException("the token request", "");
    }

    /**
     * The same for another kind of request.
     *
     * @param refused what was refused, as the sentence names it
     * @param consentUrl where an administrator of the tenant may consent; empty if that is not known
     * @return never null
     */
    public TokenException toException(String refused, String consentUrl) {
        Advice row = row();
        String said = firstSentences(description);
        StringBuilder message = new StringBuilder("The authority refused " + refused + ": ")
                .append(error.isEmpty() ? "HTTP " + status : error)
                .append(said.isEmpty() ? "." : ", " + said)
                .append(" What to do: ")
                .append(row.text());
        if (!consentUrl.isEmpty() && isConsentMissing()) {
            message.append(" An administrator of the tenant can consent for everybody at ")
                    .append(consentUrl)
                    .append(" .");
        }
        if (!correlationId.isEmpty()) {
            message.append(" (Correlation ID for Microsoft's support: ")
                    .append(correlationId)
                    .append(".)");
        }
        return new TokenException(Kind.valueOf(row.kind()), code(), message.toString(), null, correlationId, rest());
    }

    private boolean isConsentMissing() {
        return codes.isEmpty()
                ? error.equals("consent_required")
                : codes.stream().anyMatch(CONSENT_IS_MISSING::contains);
    }

    /** As told; a minute where nothing was told, but the client has asked too often. */
    private @Nullable Duration rest() {
        return retryAfter.orElse(status == TOO_MANY_REQUESTS || codes.contains(REQUEST_LOOP) ? A_WHILE : null);
    }

    private String code() {
        return codes.isEmpty() ? error : "AADSTS" + codes.get(0);
    }

    /** A known number decides; then the HTTP status, since trouble comes with any {@code error}; then {@code error}. */
    private Advice row() {
        Optional<Advice> known = codes.stream()
                .flatMap(code -> AdviceTable.find(SOURCE, "AADSTS" + code).stream())
                .findFirst();
        String trouble = status == TOO_MANY_REQUESTS ? "HTTP 429" : status >= 500 ? "HTTP 500" : error;
        return known.or(() -> AdviceTable.find(SOURCE, trouble)).orElseGet(() -> AdviceTable.get(SOURCE, "other"));
    }

    /** Entra ends its texts with trace ID, correlation ID and time, which say nothing to the reader. */
    private static String firstSentences(String description) {
        int trace = description.indexOf("Trace ID:");
        String text = (trace < 0 ? description : description.substring(0, trace))
                .strip()
                .replaceAll("\\s+", " ");
        return text.isEmpty() || text.endsWith(".") ? text : text + ".";
    }
}

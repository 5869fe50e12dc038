package io.posthorn.sandbox;

import io.posthorn.sandbox.internal.authority.ErrorTable;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;

/**
 * How the token endpoint is to answer instead of doing its work, or how late. For
 * {@link Sandbox#failTokenRequests(AuthorityFailure...)} and its kin.
 */
public sealed interface AuthorityFailure {
    /** What {@link TokenRequest#error()} shows of it. */
    String label();

    /** A refusal in Entra's form, with the error, status and sentence that belong to this AADSTS number. */
    static Refused aadsts(int number) {
        return ErrorTable.refused(number);
    }

    /**
     * A refusal in Entra's form with this value of {@code error}, such as {@code interaction_required}.
     *
     * @throws IllegalArgumentException if Entra has no such value
     */
    static Refused oauth(String error) {
        return ErrorTable.refused(error);
    }

    /** Status 429: too many requests. */
    static Refused throttled(Duration retryAfter) {
        return aadsts(90055).withStatus(429).withRetryAfter(retryAfter);
    }

    /** This status, such as 503, with Entra's JSON. */
    static Refused json(int status) {
        return oauth(status == 503 ? "temporarily_unavailable" : "server_error").withStatus(status);
    }

    /** This status with a page for people, as a gateway or, with 200, a captive portal would send. */
    static Answered html(int status) {
        String page = "<!DOCTYPE html><html><head><title>" + status + "</title></head><body><h1>This is not the page"
                + " that you are looking for</h1></body></html>";
        return new Answered("html", status, Map.of("Content-Type", "text/html; charset=utf-8"), page);
    }

    /** This status without a body. */
    static Answered empty(int status) {
        return new Answered("empty", status, Map.of(), "");
    }

    /** Status 200 and JSON that lacks {@code access_token}. */
    static Answered withoutAccessToken() {
        String body = "{\"token_type\":\"Bearer\",\"expires_in\":3599}";
        return new Answered("no access_token", 200, Map.of("Content-Type", "application/json; charset=utf-8"), body);
    }

    /** The work is done, but the answer has no {@code refresh_token} (RFC 6749, section 6: the old one stays good). */
    static AuthorityFailure withoutRefreshToken() {
        return new NoRotation();
    }

    /** No answer until the sandbox is closed. */
    static AuthorityFailure silence() {
        return new Silence();
    }

    /** The work is done, and half of the answer sent; then the connection ends. */
    static AuthorityFailure cut() {
        return new Cut();
    }

    /** The work is done, but the answer leaves only when the gate is open. */
    static AuthorityFailure slow(Gate gate) {
        return new Held(gate);
    }

    /** The work is done, but the answer leaves only after this time by the machine's clock. */
    static AuthorityFailure slow(Duration delay) {
        return new Delayed(delay);
    }

    /**
     * A refusal in Entra's form.
     *
     * @param aadsts the number, in {@code error_codes} and in the sentence
     * @param error the value of {@code error}
     * @param status the HTTP status
     * @param text the sentence, without the number
     * @param suberror empty for none
     * @param claims the claims challenge as JSON; empty for none
     * @param retryAfter null for no such header
     */
    record Refused(
            int aadsts,
            String error,
            int status,
            String text,
            String suberror,
            String claims,
            @Nullable Duration retryAfter)
            implements AuthorityFailure {
        /** With this value of {@code error}. */
        public Refused withError(String other) {
            return new Refused(aadsts, other, status, text, suberror, claims, retryAfter);
        }

        /** With this HTTP status. */
        public Refused withStatus(int other) {
            return new Refused(aadsts, error, other, text, suberror, claims, retryAfter);
        }

        /** With this {@code suberror}, such as {@code client_mismatch}. */
        public Refused withSuberror(String other) {
            return new Refused(aadsts, error, status, text, other, claims, retryAfter);
        }

        /** With this claims challenge. */
        public Refused withClaims(String json) {
            return new Refused(aadsts, error, status, text, suberror, json, retryAfter);
        }

        /** With a {@code Retry-After} header of so many seconds. */
        public Refused withRetryAfter(Duration delay) {
            return new Refused(aadsts, error, status, text, suberror, claims, delay);
        }

        @Override
        public String label() {
            return error + " " + aadsts;
        }
    }

    /**
     * An answer that is not Entra's.
     *
     * @param headers besides the length
     */
    record Answered(String label, int status, Map<String, String> headers, String body) implements AuthorityFailure {
        /** Copies the headers. */
        public Answered {
            headers = Map.copyOf(headers);
        }
    }

    /** No answer at all. */
    record Silence() implements AuthorityFailure {
        @Override
        public String label() {
            return "silence";
        }
    }

    /** Half an answer. */
    record Cut() implements AuthorityFailure {
        @Override
        public String label() {
            return "cut";
        }
    }

    /** An answer that rotates nothing. */
    record NoRotation() implements AuthorityFailure {
        @Override
        public String label() {
            return "";
        }
    }

    /** A late answer, when a test says so. */
    record Held(Gate gate) implements AuthorityFailure {
        @Override
        public String label() {
            return "";
        }
    }

    /** A late answer, by the machine's clock. */
    record Delayed(Duration delay) implements AuthorityFailure {
        @Override
        public String label() {
            return "";
        }
    }
}

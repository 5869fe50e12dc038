package io.posthorn.sandbox.internal.authority;

/**
 * Why the authority says no, in Entra's terms
 * (Microsoft: <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">error codes</a>).
 */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;
    private final int aadsts;
    private final String suberror;

    Refusal(int status, String error, int aadsts, String text) {
        this(status, error, aadsts, text, "");
    }

    Refusal(int status, String error, int aadsts, String text, String suberror) {
        super("AADSTS" + aadsts + ": " + text);
        this.status = status;
        this.error = error;
        this.aadsts = aadsts;
        this.suberror = suberror;
    }

    static Refusal invalidGrant(int aadsts, String text) {
        return new Refusal(400, "invalid_grant", aadsts, text);
    }

    static Refusal missing(String parameter) {
        return new Refusal(
                400,
                "invalid_request",
                900144,
                "The request body must contain the following parameter: '" + parameter + "'.");
    }

    int status() {
        return status;
    }

    String error() {
        return error;
    }

    int aadsts() {
        return aadsts;
    }

    /** Empty when there is none. */
    String suberror() {
        return suberror;
    }

    /** The AADSTS number and Entra's sentence. */
    String description() {
        return String.valueOf(getMessage());
    }
}

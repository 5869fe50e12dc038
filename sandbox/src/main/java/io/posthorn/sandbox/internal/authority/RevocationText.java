package io.posthorn.sandbox.internal.authority;

/** Sentences for the numbers that end a refresh token. Clients must not rely on their words; Microsoft says so. */
final class RevocationText {
    private RevocationText() {}

    static String of(int aadsts) {
        return switch (aadsts) {
            case 700082, 70008 -> "The refresh token has expired due to inactivity.";
            case 50173 ->
                "The provided grant has expired due to it being revoked, a fresh auth token is needed."
                        + " The user might have changed or reset their password.";
            case 700084 ->
                "The refresh token was issued to a single page app (SPA), and therefore has a fixed,"
                        + " limited lifetime.";
            case 50132, 50133 -> "The session is not valid due to password expiration or recent password change.";
            case 70043 ->
                "The refresh token has expired or is invalid due to sign-in frequency checks by conditional"
                        + " access.";
            case 50076 ->
                "Due to a configuration change made by your administrator, or because you moved to a new"
                        + " location, you must use multi-factor authentication.";
            case 50057 -> "The user account is disabled.";
            case 53003 -> "Access has been blocked by Conditional Access policies.";
            case 50196 -> "The server terminated an operation because it encountered a client request loop.";
            default -> "The provided grant can not be used.";
        };
    }
}

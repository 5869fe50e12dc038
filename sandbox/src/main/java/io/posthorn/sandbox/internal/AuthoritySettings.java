package io.posthorn.sandbox.internal;

import io.posthorn.sandbox.SignInAudience;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/**
 * The switches of the authority and of the app that is registered with it; {@code Sandbox.Builder} describes them.
 *
 * @param appMailboxes addresses, or the parts of them before the at sign, in lower case
 * @param mailResources what mail tokens may be for, as URIs without a slash at the end; delegated scopes begin with the
 *     first
 */
public record AuthoritySettings(
        SignInAudience audience,
        boolean publicClient,
        boolean publicClientFlows,
        boolean appRoles,
        Set<String> appMailboxes,
        List<X509Certificate> certificates,
        boolean rotationKillsOldToken,
        List<String> mailResources) {

    /** Whether a token for this audience is one for the mail servers. */
    public boolean isForMail(List<String> audience) {
        return audience.stream().anyMatch(mailResources::contains);
    }

    /** Whether the app may open this mailbox without its user. */
    public boolean appMayOpen(String address) {
        return appMailboxes.contains(address) || appMailboxes.contains(address.substring(0, address.indexOf('@')));
    }
}

package io.posthorn.sandbox;

import io.posthorn.sandbox.internal.AuthoritySettings;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The switches of the authority; what is not switched behaves as Entra does for a confidential app of any directory.
 *
 * @param <B> the builder that has them
 */
abstract class AuthoritySwitches<B extends AuthoritySwitches<B>> {
    private SignInAudience audience = SignInAudience.WORK_ACCOUNTS;
    private boolean publicClient;
    private boolean publicClientFlows;
    private boolean appRoles = true;
    private final Set<String> appMailboxes = new HashSet<>();
    private final List<X509Certificate> certificates = new ArrayList<>();
    private boolean rotationKillsOldToken;
    private List<String> mailResources = List.of("https://outlook.office.com", "https://outlook.office365.com");

    abstract B self();

    /** Whose accounts the app is registered for; otherwise work accounts of any directory. */
    public B signInAudience(SignInAudience accounts) {
        audience = accounts;
        return self();
    }

    /** On: the app is a public client, which has no secret. */
    public B publicClient(boolean on) {
        publicClient = on;
        return self();
    }

    /** On: the confidential app may use the device code flow without its secret ("allow public client flows"). */
    public B publicClientFlows(boolean on) {
        publicClientFlows = on;
        return self();
    }

    /** Off: app-only tokens have no {@code roles}, as where no application permission was granted. */
    public B appRoles(boolean on) {
        appRoles = on;
        return self();
    }

    /** App-only tokens open this user's mailbox, as after {@code Add-MailboxPermission}; otherwise they open none. */
    public B appMailbox(String localPart) {
        appMailboxes.add(localPart.toLowerCase(Locale.ROOT));
        return self();
    }

    /** A certificate by which the app may prove itself, beside its secret. */
    public B certificate(X509Certificate certificate) {
        certificates.add(certificate);
        return self();
    }

    /** On: a refresh token ends when it has brought a new one. Entra leaves it alive. */
    public B rotationKillsOldToken(boolean on) {
        rotationKillsOldToken = on;
        return self();
    }

    /** The resource of the mail protocols in a national cloud, such as {@code https://outlook.office365.us}. */
    public B mailResource(URI resource) {
        mailResources = List.of(resource.toString().replaceAll("/+$", ""));
        return self();
    }

    AuthoritySettings authoritySettings() {
        return new AuthoritySettings(
                audience,
                publicClient,
                publicClientFlows,
                appRoles,
                Set.copyOf(appMailboxes),
                List.copyOf(certificates),
                rotationKillsOldToken,
                mailResources);
    }
}

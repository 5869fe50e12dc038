package io.posthorn.sandbox.internal.mail;

import io.posthorn.sandbox.User;
import io.posthorn.sandbox.internal.RandomText;
import io.posthorn.sandbox.internal.Tenant;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Exchange's view of the tenant: its mailboxes, and who may use and submit as whom. */
public final class Organization {
    /** Something that one user may do with the mailbox of another. */
    public enum Right {
        /** Open it by IMAP or POP3. */
        FULL_ACCESS,
        /** Put its address into From. */
        SEND_AS
    }

    private record Grant(Right right, String owner, String delegate) {}

    private final Tenant tenant;
    private final Map<String, User> shared = new ConcurrentHashMap<>();
    private final Set<Grant> grants = ConcurrentHashMap.newKeySet();
    private final Map<String, Boolean> smtpAuthOfMailbox = new ConcurrentHashMap<>();
    private volatile boolean smtpAuth = true;
    private volatile boolean securityDefaults;

    Organization(Tenant tenant) {
        this.tenant = tenant;
    }

    /**
     * Adds a mailbox that nobody signs in to.
     *
     * @throws IllegalArgumentException if the address is taken
     */
    public User addShared(String localPart) {
        String address = localPart + "@" + tenant.domain();
        User mailbox =
                new User(address, RandomText.letters(20), UUID.randomUUID().toString());
        if (tenant.user(address).isPresent() || shared.putIfAbsent(key(address), mailbox) != null) {
            throw new IllegalArgumentException("There is a mailbox " + address);
        }
        return mailbox;
    }

    /** The mailbox with this address, somebody's or shared. */
    public Optional<User> mailbox(String address) {
        return tenant.user(address).or(() -> Optional.ofNullable(shared.get(key(address))));
    }

    boolean ours(String address) {
        return key(address).endsWith("@" + tenant.domain());
    }

    boolean isShared(User mailbox) {
        return shared.containsKey(key(mailbox.address()));
    }

    /** Allows the delegate something with the owner's mailbox. */
    public void grant(Right right, User owner, User delegate) {
        grants.add(new Grant(right, key(owner.address()), key(delegate.address())));
    }

    boolean may(Right right, String owner, User delegate) {
        String user = key(delegate.address());
        return user.equals(key(owner)) || grants.contains(new Grant(right, key(owner), user));
    }

    /** Switches SMTP AUTH for all mailboxes that have no setting of their own. */
    public void smtpAuth(boolean on) {
        smtpAuth = on;
    }

    /** Switches SMTP AUTH for one mailbox. */
    public void smtpAuth(User mailbox, boolean on) {
        smtpAuthOfMailbox.put(key(mailbox.address()), on);
    }

    /** Switches the policy that locks SMTP AUTH for everybody. */
    public void securityDefaults(boolean on) {
        securityDefaults = on;
    }

    /** Why this mailbox may not log in to SMTP, if so. */
    Optional<String> smtpAuthRefusal(User mailbox) {
        if (securityDefaults) {
            return Optional.of(
                    "user is locked by your organization's security defaults policy." + " Contact your administrator.");
        }
        Boolean own = smtpAuthOfMailbox.get(key(mailbox.address()));
        if (own == null ? smtpAuth : own) {
            return Optional.empty();
        }
        return Optional.of("SmtpClientAuthentication is disabled for the " + (own == null ? "Tenant" : "Mailbox")
                + ". Visit https://aka.ms/smtp_auth_disabled for more information.");
    }

    private static String key(String address) {
        return address.toLowerCase(Locale.ROOT);
    }
}

package io.posthorn.sandbox.internal.mail;

import io.posthorn.sandbox.MailLimits;
import io.posthorn.sandbox.internal.Settings;
import io.posthorn.sandbox.internal.Tenant;
import io.posthorn.sandbox.internal.authority.AccessTokens;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the mail servers of a sandbox share.
 *
 * @param challengeForm whether tokens are refused by a challenge, as Dovecot and Google do
 */
public record MailSystem(
        Settings settings,
        Organization organization,
        LoginCheck check,
        Mailboxes mailboxes,
        MailLimits limits,
        Submissions submissions,
        ScriptedReplies replies,
        Traffic traffic,
        ImapSessions imapSessions,
        AtomicBoolean challengeForm) {
    private static final Logger LOG = LoggerFactory.getLogger(MailSystem.class);

    static MailSystem of(Tenant tenant, Settings settings, AccessTokens tokens, Mailboxes mailboxes) {
        Organization organization = new Organization(tenant);
        MailLimits limits = new MailLimits();
        Traffic traffic = new Traffic();
        return new MailSystem(
                settings,
                organization,
                new LoginCheck(tenant, organization, settings, tokens),
                mailboxes,
                limits,
                new Submissions(limits, organization, mailboxes, traffic, settings.clock()),
                new ScriptedReplies(),
                traffic,
                new ImapSessions(),
                new AtomicBoolean());
    }

    /** The sandbox's time. */
    public InstantSource clock() {
        return settings.clock();
    }

    /** Does what has become due by the clock. */
    public void catchUp() {
        try {
            submissions.deliverDue();
            imapSessions.endExpired(clock().instant());
        } catch (RuntimeException e) {
            LOG.warn("The sandbox could not catch up", e);
        }
    }
}

package io.posthorn.sandbox.internal;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * The switches of a sandbox; {@code Sandbox.Builder} describes them.
 *
 * @param mailName the only name in the mail servers' certificate, or null for localhost and 127.0.0.1
 * @param authorityName the same for the authority
 * @param accessTokenLife null for Entra's random 60 to 90 minutes
 * @param rejectedRecipients addresses in lower case
 * @param moreUsers local parts, besides alice and bob
 */
public record Settings(
        boolean smtpStartTls,
        boolean smtpUtf8,
        boolean xoauth2,
        boolean passwords,
        boolean plainMailPorts,
        @Nullable String mailName,
        @Nullable String authorityName,
        boolean popLiesAboutLogin,
        InstantSource clock,
        AuthoritySettings authority,
        @Nullable Duration accessTokenLife,
        Set<String> rejectedRecipients,
        List<String> moreUsers) {

    public Settings {
        moreUsers = List.copyOf(moreUsers);
    }
}

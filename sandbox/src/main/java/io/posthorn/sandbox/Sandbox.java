package io.posthorn.sandbox;

import io.posthorn.sandbox.internal.IssuedSecrets;
import io.posthorn.sandbox.internal.Settings;
import io.posthorn.sandbox.internal.Tenant;
import io.posthorn.sandbox.internal.authority.AccessTokens;
import io.posthorn.sandbox.internal.authority.Authority;
import io.posthorn.sandbox.internal.authority.Scope;
import io.posthorn.sandbox.internal.mail.Dialogue;
import io.posthorn.sandbox.internal.mail.MailServers;
import io.posthorn.sandbox.internal.mail.Mailboxes;
import io.posthorn.sandbox.internal.proxy.Route;
import io.posthorn.sandbox.internal.tls.CertificateAuthority;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * A stand-in for Microsoft Entra ID and Exchange Online. It listens on free ports of 127.0.0.1, trusts a certificate
 * authority that it makes at start, and ends without a trace when it is closed. Several can run at once.
 *
 * <p>What it imitates, and from which source, stands in the README beside it. The protocols are those of Microsoft's <a
 * href="https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth">
 * page on OAuth for IMAP, POP and SMTP</a>. Safe for use by several threads.
 */
public final class Sandbox implements AutoCloseable {
    private final IssuedSecrets secrets = new IssuedSecrets();
    private final Tenant tenant;
    private final Dialogue dialogue = new Dialogue();
    private final Path folder;
    private final Path caFile;
    private final AccessTokens accessTokens;
    private final Authority authority;
    private final Mailboxes mailboxes;
    private final MailServers mailServers;
    private final Exchange exchange;
    private final CertificateAuthority certificates = new CertificateAuthority();
    private final List<FaultProxy> proxies = new CopyOnWriteArrayList<>();
    private final List<HttpProxy> httpProxies = new CopyOnWriteArrayList<>();

    private Sandbox(Settings settings) {
        tenant = Tenant.contoso(secrets, settings.moreUsers());
        try {
            folder = Files.createTempDirectory("posthorn-sandbox");
            caFile = Files.writeString(folder.resolve("ca.pem"), certificates.pem());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        accessTokens = new AccessTokens(tenant, secrets, settings.clock());
        mailboxes = new Mailboxes(tenant.users(), folder);
        SSLContext authorityTls = tls(certificates, settings.authorityName());
        SSLContext mailTls = tls(certificates, settings.mailName());
        authority = new Authority(tenant, settings, secrets, accessTokens, authorityTls);
        mailServers = new MailServers(tenant, settings, accessTokens, mailTls, mailboxes, dialogue);
        exchange = new Exchange(mailServers.system());
    }

    private static SSLContext tls(CertificateAuthority certificates, @Nullable String name) {
        return name == null ? certificates.localServer() : certificates.serverNamed(name);
    }

    /** Starts a sandbox that behaves as Microsoft 365 does by default. */
    public static Sandbox start() {
        return builder().start();
    }

    /** A sandbox with switches. */
    public static Builder builder() {
        return new Builder();
    }

    /** The host of all servers: {@code localhost}. */
    public String host() {
        return "localhost";
    }

    /** {@code https://localhost:PORT}, to which a client adds the tenant. */
    public URI authority() {
        return authority.uri();
    }

    /** The port of SMTP with STARTTLS. */
    public int smtpPort() {
        return mailServers.smtpPort();
    }

    /** The port of IMAP under TLS. */
    public int imapPort() {
        return mailServers.imapPort();
    }

    /** The port of POP3 under TLS. */
    public int pop3Port() {
        return mailServers.pop3Port();
    }

    /**
     * The port of SMTP with TLS from the first byte, which Exchange Online does not have.
     *
     * @throws IllegalStateException unless {@link Builder#plainMailPorts} is on
     */
    public int smtpsPort() {
        return mailServers.smtpsPort();
    }

    /**
     * The port of IMAP without TLS.
     *
     * @throws IllegalStateException unless {@link Builder#plainMailPorts} is on
     */
    public int plainImapPort() {
        return mailServers.plainImapPort();
    }

    /**
     * The port of POP3 without TLS.
     *
     * @throws IllegalStateException unless {@link Builder#plainMailPorts} is on
     */
    public int plainPop3Port() {
        return mailServers.plainPop3Port();
    }

    /** The certificate authority for a client's trust store, as PEM; gone when the sandbox is closed. */
    public Path caFile() {
        return caFile;
    }

    /** The directory's GUID. */
    public String tenantId() {
        return tenant.id();
    }

    /** The directory's domain: {@code contoso.test}. */
    public String tenantDomain() {
        return tenant.domain();
    }

    /** The GUID of the registered app. */
    public String clientId() {
        return tenant.clientId();
    }

    /** The app's secret: new for each sandbox, in the shape of Entra's. */
    public String clientSecret() {
        return tenant.clientSecret();
    }

    /**
     * A user by the part of the address before the at sign; there are {@code alice} and {@code bob}.
     *
     * @throws IllegalArgumentException if there is no such user
     */
    public User user(String localPart) {
        return tenant.user(localPart + "@" + tenant.domain())
                .orElseThrow(() -> new IllegalArgumentException("No user " + localPart));
    }

    /** All users. */
    public List<User> users() {
        return tenant.users();
    }

    /**
     * A refresh token as if the user had signed in and consented.
     *
     * @param scopes full URIs; none means the three mail scopes and {@code offline_access}. Without
     *     {@code offline_access} the answer to a refresh holds no new refresh token
     */
    public String newRefreshToken(User user, String... scopes) {
        return authority.newRefreshToken(user, orMail(scopes));
    }

    /** Ends a refresh token: later use gives {@code invalid_grant} with this AADSTS number, such as 700082 or 50173. */
    public void revoke(String refreshToken, int aadstsCode) {
        authority.revoke(refreshToken, aadstsCode);
    }

    /**
     * A signed access token, without asking the authority.
     *
     * @param life from now; negative for a token that has expired
     * @param scopes full URIs of one resource, which becomes the audience; none means the three mail scopes
     */
    public String newAccessToken(User user, Duration life, String... scopes) {
        List<Scope> permissions = Scope.permissions(orMail(scopes));
        List<String> names = permissions.stream().map(Scope::name).toList();
        return accessTokens.issue(user, life, permissions.get(0).resource(), names);
    }

    private List<String> orMail(String... scopes) {
        return scopes.length == 0 ? authority.mailScopes() : List.of(scopes);
    }

    /** Gives the app one more secret; both are good, as while a secret is being replaced. */
    public String addClientSecret() {
        return authority.addClientSecret();
    }

    /** Ends one of the app's secrets: later use gives {@code invalid_client} with AADSTS7000222. */
    public void expireClientSecret(String secret) {
        authority.expireClientSecret(secret);
    }

    /** Gives the app one more certificate by which it may prove itself. */
    public void registerCertificate(X509Certificate certificate) {
        authority.registerCertificate(certificate);
    }

    /** Answers the next token requests so, one each, after those that were planned before. */
    public void failTokenRequests(AuthorityFailure... next) {
        authority.failNext(List.of(next));
    }

    /** Answers that many token requests so, after those that were planned before. */
    public void failTokenRequests(int count, AuthorityFailure failure) {
        authority.failNext(Collections.nCopies(count, failure));
    }

    /** Answers all token requests so from now on, once those planned one by one are done. */
    public void failAllTokenRequests(AuthorityFailure failure) {
        authority.failAlways(failure);
    }

    /** Forgets every planned failure that has not begun. */
    public void clearTokenFailures() {
        authority.clearFailures();
    }

    /** The most token requests that were waiting for their answer at the same time. */
    public int mostTokenRequestsAtOnce() {
        return authority.mostTokenRequestsAtOnce();
    }

    /** The raw messages in a user's INBOX, in order of arrival. */
    public List<byte[]> messages(User user) {
        mailServers.system().submissions().deliverDue();
        return mailboxes.messages(user);
    }

    /** Puts a raw message into a user's INBOX. */
    public void deliver(User user, byte[] message) {
        mailboxes.deliver(user, message);
    }

    /** What came to the token endpoint, oldest first. */
    public List<TokenRequest> tokenRequests() {
        return authority.tokenRequests();
    }

    /**
     * The protocol lines of all mail connections, as {@code SMTP C: EHLO …} and {@code IMAP S: * OK …}. Credentials are
     * shown as {@code ***}, message bodies as their length.
     */
    public List<String> dialogue() {
        return dialogue.lines();
    }

    /**
     * One entry for each credential that reached a mail server, wanted or not: protocol, mechanism, user, and
     * {@code tls} or {@code plain}, such as {@code IMAP XOAUTH2 alice@contoso.test tls}.
     */
    public List<String> loginAttempts() {
        return dialogue.attempts();
    }

    /** Every token, code, password and client secret that this sandbox has issued: what no log may contain. */
    public List<String> issuedSecrets() {
        return secrets.all();
    }

    /** Exchange Online's limits, rights and refusals, and what other clients do. */
    public Exchange exchange() {
        return exchange;
    }

    /** A bad network before one of the servers; it is good until told otherwise, and ends with the sandbox. */
    public FaultProxy proxy(Protocol protocol) {
        int port = switch (protocol) {
            case SMTP -> smtpPort();
            case IMAP -> imapPort();
            case POP3 -> pop3Port();
            case HTTPS -> authority().getPort();
        };
        FaultProxy proxy = new FaultProxy(new Route(protocol, port, certificates.localServer(), certificates.client()));
        proxies.add(proxy);
        return proxy;
    }

    /** A company's HTTP proxy, which opens tunnels to this machine; ends with the sandbox. */
    public HttpProxy httpProxy() {
        HttpProxy proxy = new HttpProxy(secrets);
        httpProxies.add(proxy);
        return proxy;
    }

    void onSecret(Consumer<String> watcher) {
        secrets.watch(watcher);
    }

    /** Closes all connections and removes the temporary folder. */
    @Override
    public void close() {
        proxies.forEach(FaultProxy::close);
        httpProxies.forEach(HttpProxy::close);
        mailServers.close();
        mailboxes.close();
        authority.close();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (java.nio.file.NoSuchFileException e) {
            // Closed twice.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Switches of a sandbox; what is not switched behaves as Microsoft 365 does by default. */
    public static final class Builder extends AuthoritySwitches<Builder> {
        private boolean smtpStartTls = true;
        private boolean smtpUtf8 = true;
        private boolean xoauth2 = true;
        private boolean passwords;
        private boolean plainMailPorts;
        private @Nullable String mailName;
        private @Nullable String authorityName;
        private boolean popLiesAboutLogin;
        private InstantSource clock = InstantSource.system();
        private @Nullable Duration accessTokenLife;
        private final Set<String> rejectedRecipients = new HashSet<>();
        private boolean challengeForm;
        private final List<String> moreUsers = new ArrayList<>();

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Off: SMTP does not offer STARTTLS, offers XOAUTH2 in clear and takes it, as under an attack. */
        public Builder smtpStartTls(boolean on) {
            smtpStartTls = on;
            return this;
        }

        /** Off: SMTP does not offer SMTPUTF8, and takes addresses in ASCII only. */
        public Builder smtpUtf8(boolean on) {
            smtpUtf8 = on;
            return this;
        }

        /** Off: no mail server offers XOAUTH2. */
        public Builder xoauth2(boolean on) {
            xoauth2 = on;
            return this;
        }

        /** On: the mail servers take passwords. */
        public Builder passwords(boolean on) {
            passwords = on;
            return this;
        }

        /**
         * On: the ports of a company's own server, too. IMAP and POP3 listen without TLS as well, where they offer STARTTLS
         * and STLS, and SMTP under TLS; passwords are taken without TLS, also by SMTP.
         */
        public Builder plainMailPorts(boolean on) {
            plainMailPorts = on;
            return this;
        }

        /** The mail servers' certificate names this host only. */
        public Builder certificateFor(String dnsName) {
            mailName = dnsName;
            return this;
        }

        /** The authority's certificate names this host only. */
        public Builder authorityCertificateFor(String dnsName) {
            authorityName = dnsName;
            return this;
        }

        /**
         * On: POP3 answers a bad token with a challenge, as Dovecot does, and refuses only the next command;
         * {@link #challengeForm} for POP3 alone.
         */
        public Builder popLiesAboutLogin(boolean on) {
            popLiesAboutLogin = on;
            return this;
        }

        /** The time by which codes and tokens expire. */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /** How long access tokens live; otherwise a random time from 60 to 90 minutes. */
        public Builder accessTokenLife(Duration life) {
            accessTokenLife = life;
            return this;
        }

        /** One more user, besides alice and bob. */
        public Builder user(String localPart) {
            moreUsers.add(localPart);
            return this;
        }

        /** SMTP refuses this recipient. */
        public Builder rejectRecipient(String address) {
            rejectedRecipients.add(address.toLowerCase(Locale.ROOT));
            return this;
        }

        /**
         * On: a refused token is answered in two steps, as Dovecot, Postfix and Google do: first a challenge with JSON, and
         * the refusal after the client's answer. Off: in one step and in Exchange's words.
         */
        public Builder challengeForm(boolean on) {
            challengeForm = on;
            return this;
        }

        /** Starts the sandbox. */
        public Sandbox start() {
            Sandbox sandbox = new Sandbox(new Settings(
                    smtpStartTls,
                    smtpUtf8,
                    xoauth2,
                    passwords,
                    plainMailPorts,
                    mailName,
                    authorityName,
                    popLiesAboutLogin,
                    clock,
                    authoritySettings(),
                    accessTokenLife,
                    Set.copyOf(rejectedRecipients),
                    moreUsers));
            sandbox.exchange().challengeForm(challengeForm);
            return sandbox;
        }
    }
}

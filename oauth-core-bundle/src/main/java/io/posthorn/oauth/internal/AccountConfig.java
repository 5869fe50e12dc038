package io.posthorn.oauth.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The page <i>OAuth 2.0 account</i>. Every value is text here, so that a wrong one can be named. */
@ObjectClassDefinition(
        name = "OAuth 2.0 account",
        description = "One sign-in at Microsoft Entra ID with a name, to be used by every page that has a field OAuth"
                + " Account. A change is used by the next mail.")
public @interface AccountConfig {

    @AttributeDefinition(
            name = "Name",
            description = "What other pages and the mail: commands call the account, for example work. Letters, digits,"
                    + " dots, dashes and underlines.")
    String name() default "";

    @AttributeDefinition(
            name = "Cloud",
            description = "Which Microsoft cloud: it sets authority, scopes and mail hosts. Those of DoD and China are"
                    + " unverified: other programs disagree about them.",
            options = {
                @Option(label = "Global (and GCC)", value = "Global"),
                @Option(label = "Outlook.com (personal mailboxes)", value = "Outlook.com"),
                @Option(label = "US Government: GCC High", value = "GCC High"),
                @Option(label = "US Government: DoD (unverified)", value = "DoD"),
                @Option(label = "China, 21Vianet (unverified)", value = "China"),
                @Option(label = "Custom: Authority and Mail Resource below", value = "Custom")
            })
    String cloud() default "Global";

    @AttributeDefinition(
            name = "Tenant",
            description = "Directory (tenant) ID or a domain of it for a single-tenant application; organizations for"
                    + " work and school accounts of any tenant; common for these and personal accounts.")
    String tenant() default "common";

    @AttributeDefinition(
            name = "Client ID",
            description =
                    "Application (client) ID, from the Overview of the app registration in the Microsoft Entra admin"
                            + " center.")
    String client_id() default "";

    @AttributeDefinition(
            name = "Grant",
            description = "Refresh token: a user signs in once, by mail:signin or a pasted refresh token. Client"
                    + " credentials: the application alone, which an Exchange administrator lets into mailboxes.",
            options = {
                @Option(label = "Refresh token (a user signs in)", value = "refresh_token"),
                @Option(label = "Client credentials (the application alone)", value = "client_credentials")
            })
    String grant() default "refresh_token";

    @AttributeDefinition(
            name = "Client Secret",
            type = AttributeType.PASSWORD,
            description = "Value (not ID) of a client secret, shown once when it is made under Certificates & secrets."
                    + " Empty for a public client. May be $[secret:name] or $[env:NAME].")
    String _client_secret() default "";

    @AttributeDefinition(
            name = "Other Client Secret",
            type = AttributeType.PASSWORD,
            description =
                    "A second secret, tried where the first one is refused: fill in the new one before the old one"
                            + " expires. Mostly empty.")
    String _other_client_secret() default "";

    @AttributeDefinition(
            name = "Client Certificate",
            description = "In place of a secret: path of a PKCS#12 file, or of a PEM file with certificate and private"
                    + " key. The certificate is registered under Certificates & secrets.")
    String client_certificate() default "";

    @AttributeDefinition(
            name = "Client Certificate Password",
            type = AttributeType.PASSWORD,
            description = "Password of that file, if it has one. May be $[secret:name] or $[env:NAME].")
    String _client_certificate_password() default "";

    @AttributeDefinition(
            name = "Refresh Token",
            type = AttributeType.PASSWORD,
            description =
                    "Empty if mail:signin signs in. Otherwise a refresh token from a sign-in with the mail scopes and"
                            + " offline_access. Only the seed: Posthorn keeps the newer ones that the authority sends; a changed"
                            + " one starts anew. May be $[secret:name].")
    String _refresh_token() default "";

    @AttributeDefinition(
            name = "Sign-in User",
            description = "Who is to sign in, for example forms@contoso.com: the sign-in page suggests this user, and"
                    + " mail:signin accepts nobody else. May be empty.")
    String user() default "";

    @AttributeDefinition(
            name = "Authority",
            description =
                    "https address that issues the tokens, without the tenant. Empty: the cloud's. Must be filled in"
                            + " for Cloud Custom.")
    String authority() default "";

    @AttributeDefinition(
            name = "Mail Resource",
            description = "For Cloud Custom: what mail scopes are prefixed with. Empty: https://outlook.office.com.")
    String mail_resource() default "";

    @AttributeDefinition(name = "Name hint", description = "How the web console lists the page.")
    String webconsole_configurationFactory_nameHint() default "{name}: client {client.id}, tenant {tenant}";
}

package io.posthorn.oauth.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

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
            name = "Client Secret",
            type = AttributeType.PASSWORD,
            description = "Value (not ID) of a client secret, shown once when it is made under Certificates & secrets."
                    + " Empty for a public client. May be $[secret:name] or $[env:NAME].")
    String _client_secret() default "";

    @AttributeDefinition(
            name = "Refresh Token",
            type = AttributeType.PASSWORD,
            description =
                    "Refresh token from a sign-in with the mail scopes and offline_access. Only the seed: Posthorn"
                            + " keeps the newer ones that the authority sends; a changed one starts anew. May be"
                            + " $[secret:name].")
    String _refresh_token() default "";

    @AttributeDefinition(
            name = "Authority",
            description =
                    "https address that issues the tokens, without the tenant. Leave it for Microsoft 365 worldwide;"
                            + " US Government L4 and L5: https://login.microsoftonline.us.")
    String authority() default "https://login.microsoftonline.com";

    @AttributeDefinition(name = "Name hint", description = "How the web console lists the page.")
    String webconsole_configurationFactory_nameHint() default "{name}: client {client.id}, tenant {tenant}";
}

package io.posthorn.oauth.internal.network;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The page <i>Network</i>. Every value is text here, so that a wrong one can be named; see docs/decisions/0003. */
@ObjectClassDefinition(
        name = "Network",
        description = "How this server reaches Microsoft's: through the company's proxy, and with the company's"
                + " certificates. Holds for tokens and mail alike. Not needed where servers are reached directly. A"
                + " change is used by the next connection.")
public @interface NetworkConfig {

    /** @return see the description */
    @AttributeDefinition(
            name = "Proxy Host",
            description = "DNS name of the HTTP proxy, without http:// and port. Empty: servers are reached directly.")
    String proxy_host() default "";

    /** @return see the description */
    @AttributeDefinition(
            name = "Proxy Port",
            type = AttributeType.INTEGER,
            description =
                    "1 to 65535. The proxy must allow CONNECT to the authority (443) and to the mail servers (587,"
                            + " 993, 995) that are not among the exceptions.")
    String proxy_port() default "8080";

    /** @return see the description */
    @AttributeDefinition(
            name = "Proxy User",
            description = "Account for the proxy's Basic login. Empty if the proxy wants no login.")
    String proxy_user() default "";

    /** @return see the description */
    @AttributeDefinition(
            name = "Proxy Password",
            type = AttributeType.PASSWORD,
            description = "Password of the Proxy User. May be $[secret:name] or $[env:NAME].")
    String _proxy_password() default "";

    /** @return see the description */
    @AttributeDefinition(
            name = "Proxy Exceptions",
            description = "Hosts that are reached without the proxy, separated by commas or blanks, for example:"
                    + " localhost, *.contoso.com, outlook.office365.com. Only what is listed here: localhost goes"
                    + " through the proxy too unless it is named.")
    String proxy_exceptions() default "";

    /** @return see the description */
    @AttributeDefinition(
            name = "Trusted Certificates",
            description = "Path of a PEM or PKCS#12 file with certificates of authorities to trust beside the Java"
                    + " platform's, as companies that inspect TLS need it. Empty in most places.")
    String trusted_certificates() default "";

    /** @return see the description */
    @AttributeDefinition(
            name = "Trusted Certificates Password",
            type = AttributeType.PASSWORD,
            description = "Password of the PKCS#12 file with the trusted certificates; a PEM file has none. May be"
                    + " $[secret:name] or $[env:NAME].")
    String _trusted_certificates_password() default "";
}

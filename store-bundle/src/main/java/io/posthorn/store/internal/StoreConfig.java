package io.posthorn.store.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The page <i>Store</i>. Every value is text here, so that a wrong one can be named. */
@ObjectClassDefinition(
        name = "Store",
        description =
                "The database that keeps tokens and mail, and the key that they are encrypted with. Without this page:"
                        + " a database in a folder of this server, and a generated key beside it.")
public @interface StoreConfig {

    @AttributeDefinition(
            name = "JDBC URL",
            description = "Empty: an embedded H2 database, for one server. A PostgreSQL that several servers share:"
                    + " jdbc:postgresql://db.example.com:5432/posthorn.")
    String jdbc_url() default "";

    @AttributeDefinition(name = "User", description = "User of the PostgreSQL database, who may make tables there.")
    String user() default "";

    @AttributeDefinition(
            name = "Password",
            type = AttributeType.PASSWORD,
            description = "Password of this user. May be $[secret:name] or $[env:NAME].")
    String _password() default "";

    @AttributeDefinition(
            name = "Encryption Key",
            type = AttributeType.PASSWORD,
            description =
                    "Key that seals tokens and mail in the store: 32 bytes in base64 or in 64 hexadecimal digits, as"
                            + " 'openssl rand -base64 32' makes them. Empty: a generated one, in the file encryption.key of the"
                            + " store's folder. Servers that share a database need the same key. May be $[secret:name].")
    String _encryption_key() default "";

    @AttributeDefinition(
            name = "Previous Encryption Keys",
            type = AttributeType.PASSWORD,
            description =
                    "Former keys, with blanks between them: they open what they have sealed. The command mail:rekey"
                            + " seals all of it with the Encryption Key; then this field may be emptied.")
    String _previous_encryption_keys() default "";
}

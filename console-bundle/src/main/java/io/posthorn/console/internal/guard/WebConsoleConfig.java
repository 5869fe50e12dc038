package io.posthorn.console.internal.guard;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The page <i>Web console</i>. Every value is text here, so that a wrong one can be named; see docs/decisions/0003. */
@ObjectClassDefinition(
        name = "Web console",
        description = "Under which names this web console may be asked. Not needed unless a web server on this machine"
                + " passes requests on to it.")
public @interface WebConsoleConfig {

    /** @return see the description */
    @AttributeDefinition(
            name = "Other Hosts",
            description = "A web console that listens to this machine only answers to localhost and 127.0.0.1. Names of"
                    + " hosts that a web server on this machine passes on to it, without https:// and port, separated by"
                    + " commas or blanks, for example: posthorn.contoso.com.")
    String hosts() default "";
}

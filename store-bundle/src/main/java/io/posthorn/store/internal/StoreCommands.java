package io.posthorn.store.internal;

import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The shell command {@code mail:rekey}, in Felix and in Karaf alike. */
@Component(
        service = StoreCommands.class,
        property = {"osgi.command.scope=mail", "osgi.command.function=rekey"})
public final class StoreCommands {

    private final StoreComponent store;

    /**
     * Made by Declarative Services.
     *
     * @param store does the work
     */
    @Activate
    public StoreCommands(@Reference StoreComponent store) {
        this.store = store;
    }

    /**
     * Seals all anew.
     */
    @Descriptor(
            "Encrypts all that is sealed in the store anew: with the Encryption Key of the page Store, or with a new"
                    + " generated one")
    public void rekey() {
        int values = store.rekey();
        System.out.println( // Gogo's, which a pipe takes up
                values + (values == 1 ? " value was" : " values were") + " sealed anew, in: " + store.description()
                        + ". What the store held is now sealed with the current key alone.");
    }
}

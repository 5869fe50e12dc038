package io.posthorn.endpoint;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;

/** All email endpoints of this server: how they are, and what a person can do. Safe for use by any thread. */
@ProviderType
public interface Endpoints {

    /**
     * How they are, without asking any server.
     *
     * @return by name
     */
    List<EndpointStatus> list();

    /**
     * Starts nothing more of an endpoint, on any server that shares the store, until {@link #resume}, also over restarts.
     *
     * @param endpoint its name
     * @throws IllegalArgumentException if there is none
     * @throws io.posthorn.store.StoreException if the store is out of reach
     */
    void pause(String endpoint);

    /**
     * Ends a pause.
     *
     * @param endpoint its name
     * @throws IllegalArgumentException if there is none
     * @throws io.posthorn.store.StoreException if the store is out of reach
     */
    void resume(String endpoint);

    /**
     * Does now what waits: a connection that is to be tried again, and mails that have failed.
     *
     * @param endpoint its name
     * @throws IllegalArgumentException if there is none
     * @throws io.posthorn.store.StoreException if the store is out of reach
     */
    void retry(String endpoint);

    /**
     * The mails of an endpoint that are in quarantine.
     *
     * @param endpoint its name
     * @return newest first, 1,000 at most
     * @throws IllegalArgumentException if there is none
     * @throws io.posthorn.store.StoreException if the store is out of reach
     */
    List<QuarantinedMail> quarantine(String endpoint);

    /**
     * Takes a mail out of quarantine, and tries it anew, as if it had just arrived.
     *
     * @param endpoint its name
     * @param id of the mail, or the beginning of it that no other has
     * @return false if there is none
     * @throws IllegalArgumentException if there is no such endpoint
     * @throws io.posthorn.store.StoreException if the store is out of reach
     */
    boolean release(String endpoint, String id);
}

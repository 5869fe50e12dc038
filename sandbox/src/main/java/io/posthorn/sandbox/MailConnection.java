package io.posthorn.sandbox;

/**
 * What one client connection came to.
 *
 * @param mailbox the address that logged in, or empty
 * @param flights how often the client spoke after the server had: its round trips, without those of TCP and TLS. As the
 *     server saw it: a client that sends one flight in several pieces may be counted more often than it waited
 * @param open whether it still is
 */
public record MailConnection(Protocol protocol, String mailbox, int flights, boolean open) {}

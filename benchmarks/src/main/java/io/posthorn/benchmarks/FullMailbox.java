package io.posthorn.benchmarks;

import java.util.Map;

/** A mailbox that is filled before somebody begins to watch it, on a server of its own. */
interface FullMailbox extends AutoCloseable {

    /** What the server says of itself, the authority that tokens come from included; some of it is secret. */
    Map<String, String> server();

    /** Its address, an access token, a refresh token. */
    String inbox();

    /** Returns when the mails are there, numbered from 1. */
    void fill(int mails, int octets);

    /** How often which command was given, or that nobody counts. */
    String commandsPerMail(long mails);

    @Override
    void close();
}

package io.posthorn.oauth.internal;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;

/**
 * What every account works with.
 *
 * @param endpoint asks the authority
 * @param tokens keeps what it gave
 * @param clock tells when tokens expire
 * @param threads in which the authority is asked, so that nobody who gives up waiting can interrupt it
 * @param jitter numbers from 0 to 1
 */
record Surroundings(
        TokenEndpoint endpoint, JdbcTokenStore tokens, InstantSource clock, Executor threads, DoubleSupplier jitter) {}

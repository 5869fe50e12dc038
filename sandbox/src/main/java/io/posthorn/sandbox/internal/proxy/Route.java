package io.posthorn.sandbox.internal.proxy;

import io.posthorn.sandbox.Protocol;

import javax.net.ssl.SSLContext;

/**
 * Where a proxy leads.
 *
 * @param port of the server on this machine
 * @param serverTls with the certificate that is shown to clients
 * @param clientTls which trusts the server's
 */
public record Route(Protocol protocol, int port, SSLContext serverTls, SSLContext clientTls) {}

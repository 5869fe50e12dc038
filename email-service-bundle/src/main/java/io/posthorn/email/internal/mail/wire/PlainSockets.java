package io.posthorn.email.internal.mail.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Sockets without TLS, or under it, on a lifeline. */
public final class PlainSockets extends SocketFactory {

    private final Lifeline lifeline;

    public PlainSockets(Lifeline lifeline) {
        this.lifeline = lifeline;
    }

    /** The only one that Angus uses. */
    @Override
    public Socket createSocket() throws IOException {
        return lifeline.hold(new GatheringSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return lifeline.hold(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return lifeline.hold(new Socket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return lifeline.hold(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return lifeline.hold(new Socket(host, port, local, localPort));
    }
}

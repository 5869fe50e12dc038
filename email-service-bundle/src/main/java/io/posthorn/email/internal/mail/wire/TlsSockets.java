package io.posthorn.email.internal.mail.wire;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** TLS connections as another factory makes them, on a lifeline. It remembers the last one, since Angus shows it to nobody. */
public final class TlsSockets extends SSLSocketFactory {

    private final SSLSocketFactory factory;
    private final Lifeline lifeline;
    private @Nullable SSLSocket last;

    public TlsSockets(SSLSocketFactory factory, Lifeline lifeline) {
        this.factory = factory;
        this.lifeline = lifeline;
    }

    /** Version, certificate and its end, for people; empty if there was no TLS. */
    public String describe() {
        if (last == null) {
            return "";
        }
        SSLSession session = last.getSession();
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate certificate
                    ? session.getProtocol() + ", certificate of "
                            + certificate.getSubjectX500Principal().getName() + " by "
                            + certificate.getIssuerX500Principal().getName() + ", valid until "
                            + certificate
                                    .getNotAfter()
                                    .toInstant()
                                    .atZone(ZoneOffset.UTC)
                                    .toLocalDate()
                    : session.getProtocol();
        } catch (SSLPeerUnverifiedException e) {
            return session.getProtocol();
        }
    }

    private Socket seen(Socket socket) {
        if (socket instanceof SSLSocket tls) {
            last = tls;
        }
        return socket;
    }

    @Override
    public Socket createSocket() throws IOException {
        return seen(factory.createSocket());
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return seen(factory.createSocket(lifeline.hold(socket), host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return seen(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return seen(factory.createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return seen(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return seen(factory.createSocket(host, port, local, localPort));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return factory.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return factory.getSupportedCipherSuites();
    }
}

package io.posthorn.distribution;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Asks the own web console whether it is there. At the address that it listens to, under the name that its certificate bears,
 * which need not lead here; and it trusts no certificate but those of the keystore.
 */
final class ConsoleProbe {

    private static final int PATIENCE_MILLIS = 60_000;

    private final InetAddress address;
    private final URI page;
    private final List<X509Certificate> certificates;

    ConsoleProbe(InetAddress address, URI page, List<X509Certificate> certificates) {
        this.address = address;
        this.page = page;
        this.certificates = certificates;
    }

    /** The first line of the answer. */
    String ask() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, page.getPort()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            if (certificates.isEmpty()) {
                return ask(socket);
            }
            try (Socket secure = secure(socket)) {
                return ask(secure);
            }
        }
    }

    private String ask(Socket socket) throws IOException {
        String request =
                "GET " + page.getPath() + " HTTP/1.1\r\nHost: " + page.getAuthority() + "\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        return line == null ? "nothing" : line;
    }

    private Socket secure(Socket plain) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new OwnCertificates()}, null);
            SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, page.getHost(), page.getPort(), true);
            if (page.getHost().matches(".*[a-zA-Z].*") && !page.getHost().contains(":")) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setServerNames(List.of(new SNIHostName(page.getHost())));
                socket.setSSLParameters(parameters);
            }
            socket.startHandshake();
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private final class OwnCertificates implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("This is no server.");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            if (!certificates.contains(chain[0])) {
                throw new CertificateException("another certificate than that of the keystore");
            }
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

package io.posthorn.sandbox;

import io.posthorn.sandbox.internal.IssuedSecrets;
import io.posthorn.sandbox.internal.RandomText;
import io.posthorn.sandbox.internal.tunnel.Judge;
import io.posthorn.sandbox.internal.tunnel.TunnelListener;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A company's HTTP proxy on a port of its own; made by {@link Sandbox#httpProxy}. It opens tunnels (CONNECT, RFC 9110,
 * section 9.3.6) to this machine and to nothing else. With {@link #login} it wants a Basic login (RFC 7617).
 *
 * <p>What it is told holds for the next request. Safe for use by several threads.
 */
public final class HttpProxy implements AutoCloseable {
    private static final int FORBIDDEN = 403;

    private final String user = "proxy-user";
    private final String password = RandomText.letters(20);
    private final String credentials;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final TunnelListener listener;
    private volatile boolean login;
    private volatile int refusal;

    /**
     * What a client asked for.
     *
     * @param target such as {@code CONNECT localhost:587}
     * @param withLogin whether it sent credentials, right or wrong
     * @param status how it was answered: 200 for a tunnel
     */
    public record Request(String target, boolean withLogin, int status) {}

    HttpProxy(IssuedSecrets secrets) {
        secrets.issued(password);
        credentials = secrets.issued(
                Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
        listener = new TunnelListener(
                () -> new Judge(login ? credentials : "", refusal),
                (target, withLogin, status) -> requests.add(new Request(target, withLogin, status)));
    }

    /** On: without the right credentials the answer is 407. */
    public HttpProxy login(boolean on) {
        login = on;
        return this;
    }

    /** On: whatever is asked for is answered with 403. */
    public HttpProxy refuse(boolean on) {
        return answer(on ? FORBIDDEN : 0);
    }

    /** Whatever is asked for is answered with this status, such as 502; 0 for none. */
    public HttpProxy answer(int status) {
        refusal = status;
        return this;
    }

    /** The port, on the sandbox's host. */
    public int port() {
        return listener.port();
    }

    /** For the login. */
    public String user() {
        return user;
    }

    /** For the login. */
    public String password() {
        return password;
    }

    /** What came, oldest first. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        listener.close();
    }
}

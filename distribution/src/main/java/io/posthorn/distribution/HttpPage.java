package io.posthorn.distribution;

import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * The page of Felix's HTTP service in the configuration folder, as far as a start must know it: where the web console will be,
 * and with which certificate. Felix itself reads the page when it runs.
 */
final class HttpPage {

    /** Its file's name; the rest is the PID. */
    static final String FILE = "org.apache.felix.http.cfg";

    static final String HTTP = "org.apache.felix.http.enable";
    static final String HTTPS = "org.apache.felix.https.enable";
    static final String HOST = "org.apache.felix.http.host";
    static final String HTTP_PORT = "org.osgi.service.http.port";
    static final String HTTPS_PORT = "org.osgi.service.http.port.secure";
    static final String KEYSTORE = "org.apache.felix.https.keystore";
    static final String PASSWORD = KEYSTORE + ".password";
    static final String KEY_PASSWORD = KEYSTORE + ".key.password";
    static final String TYPE = KEYSTORE + ".type";

    private static final int LAST_PORT = 65535;

    private final Path file;
    private final Properties properties = new Properties();

    private HttpPage(Path file) {
        this.file = file;
    }

    /** That of a folder; says nothing if there is none. */
    static HttpPage read(Path conf) {
        HttpPage page = new HttpPage(conf.resolve(FILE));
        if (page.isThere()) {
            try (Reader reader = Files.newBufferedReader(page.file, StandardCharsets.UTF_8)) {
                page.properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new LaunchException("The file " + page.file + " cannot be read: " + e.getMessage(), e);
            }
        }
        return page;
    }

    boolean isThere() {
        return Files.exists(file);
    }

    /** Empty if the page does not say. */
    Optional<String> value(String name) {
        return Optional.ofNullable(properties.getProperty(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(value -> new Placeholder(value, file).replaced(name));
    }

    /** As Felix reads it. */
    private Optional<Boolean> switched(String name) {
        return value(name).map(value -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("yes"));
    }

    boolean https() {
        return switched(HTTPS).orElse(false);
    }

    /** With https, only if the page says so. */
    boolean http() {
        return switched(HTTP).orElse(!https());
    }

    /** Loopback, unless the page binds it elsewhere. */
    InetAddress host() {
        String host = value(HOST).orElse("127.0.0.1");
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw wrong(HOST, host, "which is no address of this machine. Give one, or 0.0.0.0 for all of them.");
        }
    }

    /** Empty if the page names none. */
    Optional<Integer> port(String name) {
        return value(name).map(value -> {
            if (!value.matches("\\d{1,5}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > LAST_PORT) {
                throw wrong(name, value, "which is no port. Give 1 to " + LAST_PORT + ".");
            }
            return Integer.parseInt(value);
        });
    }

    /** The certificate that the page names; only asked for where https is on. */
    Keystore keystore() {
        String path = value(KEYSTORE)
                .orElseThrow(() -> new LaunchException(file + " switches https on and names no keystore. Give the"
                        + " PKCS#12 file with key and certificate in " + KEYSTORE + "."));
        return new Keystore(Path.of(path), value(PASSWORD), value(KEY_PASSWORD), value(TYPE), this);
    }

    /** A password must not get to everybody who can read the network. */
    void requireSafe() {
        if (!http() && !https()) {
            throw new LaunchException(file + " switches off both http and https, so that there is no web console. Set "
                    + HTTPS + " or " + HTTP + " to true.");
        }
        InetAddress host = host();
        if (http() && !host.isLoopbackAddress()) {
            throw new LaunchException(file + " binds the web console to " + host.getHostAddress()
                    + " without https: its password would cross the network in clear. Set " + HTTPS
                    + " = true with a keystore (docs/guides/web-console.md says how) and leave " + HTTP
                    + " out; or take " + HOST + " out.");
        }
    }

    private LaunchException wrong(String name, String value, String what) {
        return new LaunchException("In " + file + ", " + name + " is '" + value + "', " + what);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
